import assert from "node:assert/strict";
import { loadOperations, type Operation } from "../../nodes/lib/facts/operations";
import type { Simulator } from "../../nodes/lib/simulator/index";
import { callerOf, type Caller } from "../simulator/caller";
import { faultsOf, isModel, topicModels } from "./platform-models";

/** Answers and frames, held against the platform's models. Each function returns what is wrong; empty where nothing is. */

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/** The models of operations that are not in the catalogue. */
const EXTRA: Readonly<Record<string, string | undefined>> = {
  deleteTokensMe: undefined,
  getExternalcontactsContact: "ExternalContact",
  postExternalcontactsContactsExports: "ContactsExport",
  getExternalcontactsContactsExport: "ContactsExport",
  getConversationRecording: "Recording",
  getConversationRecordings: undefined,
};

let operations: Map<string, Operation> | undefined;

/** Segments without an end that are not the last one of a leg which goes on. */
const openSegments = (value: unknown, path: string): string[] => {
  if (!isFields(value)) return [];
  const { segments, disconnectedTime } = value;
  const ofLeg = (Array.isArray(segments) ? (segments as Fields[]) : []).flatMap((segment, at, all) =>
    segment["endTime"] === undefined && (disconnectedTime !== undefined || at < all.length - 1)
      ? [`${path}/segments/${at} has no endTime, although it is over`]
      : [],
  );
  return [
    ...ofLeg,
    ...Object.entries(value).flatMap(([name, each]) => openSegments(each, `${path}/${name}`)),
  ];
};

const modelFaults = (model: string, value: unknown): string[] =>
  isModel(model) ? [...faultsOf(model, value), ...openSegments(value, "")] : [];

/** The answer of an operation that was carried out. `body` is undefined where nothing was sent. */
export const answerFaults = (operationId: string, status: number, body: unknown): string[] => {
  if (operationId in EXTRA) {
    const model = EXTRA[operationId];
    return model === undefined ? [] : modelFaults(model, body);
  }
  operations ??= new Map(loadOperations().map((each) => [each.id, each]));
  const operation = operations.get(operationId);
  if (!operation) return ["the catalogue does not have it"];
  const { statuses, response, method } = operation;
  const wrongStatus =
    statuses === null || statuses.includes(status) ? [] : [`status ${status}, not ${statuses.join(" or ")}`];
  if (body === undefined) {
    const isOwed = response.kind === "json" && status === 200 && method !== "HEAD";
    return isOwed ? [...wrongStatus, "no body"] : wrongStatus;
  }
  if (response.kind === "empty") return [...wrongStatus, "a body, where none is expected"];
  if (response.kind !== "json" || response.model === undefined) return wrongStatus;
  if (Boolean(response.array) !== Array.isArray(body))
    return [...wrongStatus, "not the list or the object it should be"];
  const all = response.array ? (body as unknown[]) : [body];
  return [...wrongStatus, ...all.flatMap((each) => modelFaults(response.model ?? "", each))];
};

/** A refusal: the platform's error body, with the status that the answer has. */
export const refusalFaults = (status: number, body: unknown): string[] => {
  if (!isFields(body)) return ["no error body"];
  const { status: written, code, message, contextId } = body;
  return [
    ...faultsOf("ErrorBody", body),
    ...(written === status ? [] : [`says status ${String(written)}, is ${status}`]),
    ...(code ? [] : ["no code"]),
    ...(message ? [] : ["no message"]),
    ...(contextId ? [] : ["no contextId"]),
  ];
};

const withIds = (topic: string): string =>
  topic.replace(/(users|queues|conversation)\.[0-9a-f-]{36}/, "$1.{id}");

/** A frame of a topic; heartbeats and their like have no model. */
export const frameFaults = (frame: Fields): string[] => {
  const { topicName, version, eventBody, metadata } = frame;
  const topic = withIds(String(topicName));
  const model = topicModels().get(topic);
  if (model === undefined) return [`${topic} is no topic`];
  const correlationId = isFields(metadata) ? metadata["CorrelationId"] : undefined;
  return [
    ...faultsOf(model, eventBody, "topics"),
    ...(version === "2" ? [] : [`version ${String(version)}`]),
    ...(typeof correlationId === "string" ? [] : ["no metadata.CorrelationId"]),
  ];
};

/** Is this what the operation answers, field by field? Checks the status, too, where the success codes are known. */
export const assertAnswer = (operationId: string, status: number, body: unknown): void =>
  assert.deepEqual(answerFaults(operationId, status, body), [], `${operationId}: ${JSON.stringify(body)}`);

/** A caller of the simulator's whose every answer is held against the model of its operation, or against that of errors. */
export const checkedCaller = (simulator: Simulator, token?: string): Caller => {
  const caller = token === undefined ? callerOf(simulator) : callerOf(simulator, token);
  return {
    call: async (method, path, body, headers) => {
      const got = await caller.call(method, path, body, headers);
      const entry = simulator.log.entries().at(-1);
      if (entry?.operation === undefined) return got;
      if (got.status < 300) assertAnswer(entry.operation, got.status, got.text === "" ? undefined : got.body);
      else if (method !== "HEAD") assert.deepEqual(refusalFaults(got.status, got.body), [], got.text);
      return got;
    },
  };
};
