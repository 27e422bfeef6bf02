import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { anonymise } from "../../nodes/lib/capture/anonymise";
import type { Capture, CaptureRecord } from "../../nodes/lib/capture/format";

/** Payloads that others have captured or published. They are not part of this repository: a checkout may have them beside it. */

const PLACES = ["../../../shared", "../../../../shared"].map((place) =>
  join(__dirname, place, "genesys/captures"),
);

interface Witness {
  /** Room and name. */
  file: string;
  body: Record<string, unknown>;
}

export const witnesses = (): Witness[] => {
  const folder = PLACES.find((place) => existsSync(place));
  if (folder === undefined) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => ({
      file,
      body: JSON.parse(readFileSync(join(folder, file), "utf8")) as Record<string, unknown>,
    }));
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
const first = (value: unknown): Record<string, unknown> =>
  Array.isArray(value) && isObject(value[0]) ? value[0] : {};

/** The newest moment in it: that of the capture. */
export const newestIn = (value: unknown): number => {
  const text = JSON.stringify(value);
  const moments = text.match(/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g) ?? ["2026-01-01T00:00:00.000Z"];
  return Math.max(...moments.map((each) => Date.parse(each)));
};

const textIn = (...values: unknown[]): string =>
  values.find((value): value is string => typeof value === "string") ?? "none";

const recordOf = ({ file, body }: Witness): { conversationId: string; record: CaptureRecord } => {
  const id = textIn(body["id"], body["conversationId"], first(body["entities"])["id"]);
  if (file.startsWith("conversations")) {
    const isMedia = !JSON.stringify(body).includes('"calls":') && !JSON.stringify(body).includes('"chats":');
    const path = isMedia ? `/api/v2/conversations/calls/${id}` : `/api/v2/conversations/${id}`;
    return { conversationId: id, record: { kind: "read", at: 0, path, status: 200, body } };
  }
  const detail = isObject(body["detail"]) ? body["detail"] : body;
  if (typeof detail["topicName"] === "string") {
    const { topicName, eventBody } = detail;
    const about = isObject(eventBody) ? eventBody : {};
    const conversation = isObject(about["conversation"]) ? about["conversation"] : about;
    const conversationId = textIn(conversation["id"], conversation["conversationId"]);
    return { conversationId, record: { kind: "frame", at: 0, topicName, eventBody } };
  }
  const about = { method: "GET", path: "/api/v2/analytics/conversations/details", status: 200 } as const;
  return { conversationId: id, record: { kind: "request", at: 0, ...about, body: undefined, answer: body } };
};

/** It as a capture, as it came and without anything personal. */
export const captureOf = (witness: Witness): { raw: Capture; made: Capture } => {
  const { conversationId, record } = recordOf(witness);
  const raw: Capture = {
    ...{ format: "genesys-capture", version: 1, conversationId, isComplete: false, records: [record] },
    startedAt: new Date(newestIn(witness.body)).toISOString(),
  };
  return { raw, made: anonymise(raw) };
};
