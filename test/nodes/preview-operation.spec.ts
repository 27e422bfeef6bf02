import assert from "node:assert/strict";
import genesysApi from "../../nodes/genesys-api";
import type { GivenForm, Step } from "../../nodes/lib/platform/plan/step";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { editorScripts } from "../support/editor-script";
import { openBench, type Bench } from "../support/flow";
import { stepsOf } from "../support/nodes";
import { CALL } from "../support/seed";

/** A field of the form, as it is stored. */
interface Field {
  name: string;
  value: string;
  type: string;
}
type Part = { type: string; value: unknown };
type Fields = Field[] | { type: string; value: string };

const { formValues } = editorScripts("words", "checks", "form-values") as {
  formValues: (parameters: Part, body: Part) => GivenForm;
};

const field = (name: string, value: string, type = "str"): Field => ({ name, value, type });
/** As the dialog holds it while it is open: fields by their names. */
const inDialog = (fields: Fields): Part =>
  Array.isArray(fields)
    ? { type: "fields", value: Object.fromEntries(fields.map(({ name, ...rest }) => [name, rest])) }
    : fields;
const stored = (name: string, fields: Fields): Record<string, unknown> =>
  Array.isArray(fields)
    ? { [name]: fields, [`${name}Type`]: "fields" }
    : { [name]: fields.value, [`${name}Type`]: fields.type };

interface Case {
  does: string;
  operation: string;
  parameters?: Fields;
  body?: Fields;
  paging?: "all";
  msg?: Record<string, unknown>;
}

const DETAILS: Field[] = [
  field("interval", "2026-03-01T00:00:00.000Z/2026-03-03T00:00:00.000Z"),
  field("order", "desc"),
];

const CASES: Case[] = [
  {
    does: "reads what a message names",
    operation: "getConversation",
    parameters: [field("conversationId", "call.id", "msg")],
    msg: { call: { id: CALL.conversationId } },
  },
  {
    does: "lists with numbers, blanks and several values in its query",
    operation: "getUsers",
    parameters: [
      field("pageSize", "5", "num"),
      field("expand", "presence,routingStatus"),
      field("id", JSON.stringify([idOf("user Ada Agent"), idOf("user Ben Agent")]), "json"),
      field("sortOrder", " "),
    ],
  },
  {
    does: "searches for a name with blanks and marks in it",
    operation: "getRoutingQueues",
    parameters: [field("name", "Süd & Nord: a+b"), field("pageNumber", "wanted", "msg")],
    msg: { wanted: 1 },
  },
  {
    does: "takes all parameters out of JSON",
    operation: "getRoutingQueues",
    parameters: { type: "json", value: '{"name":"Support","pageSize":10}' },
  },
  {
    does: "reads a conversation with an id that has to be encoded",
    operation: "getConversation",
    parameters: [field("conversationId", "a/b c")],
  },
  {
    does: "patches with fields from the form, the message and JSONata",
    operation: "patchConversationsCallParticipantCommunicationPostflowaction",
    parameters: [
      field("conversationId", CALL.conversationId),
      field("participantId", CALL.participantId),
      field("communicationId", "leg", "msg"),
    ],
    body: [field("destination", "+15555550142"), field("invocationData", "order", "msg"), field("x", "")],
    msg: { leg: CALL.communicationId, order: "order 7" },
  },
  {
    does: "sends a body that is JSON",
    operation: "patchConversationParticipantAttributes",
    parameters: [field("conversationId", CALL.conversationId), field("participantId", CALL.participantId)],
    body: { type: "json", value: '{"attributes":{"vip":"yes"}}' },
  },
  {
    does: "sends a body that a message has",
    operation: "patchConversationParticipantAttributes",
    parameters: { type: "msg", value: "ids" },
    body: { type: "msg", value: "payload" },
    msg: {
      ids: { conversationId: CALL.conversationId, participantId: CALL.participantId },
      payload: { attributes: { vip: "no" } },
    },
  },
  {
    does: "reads page after page by number",
    operation: "getUsers",
    parameters: [field("pageSize", "2", "num")],
    paging: "all",
  },
  {
    does: "asks for pages in its body",
    operation: "postAnalyticsConversationsDetailsQuery",
    body: DETAILS,
    paging: "all",
  },
  {
    does: "calls an operation by the name of a tool",
    operation: "get_email",
    parameters: [field("conversationId", "e-1")],
  },
];

const at = (values: unknown, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], values);

/** A preview names what a message has in braces; here is the message. */
const withMessage = (text: string, msg: Record<string, unknown>): string =>
  text.replace(/\{msg\.([\w.]+)\}/g, (_, path: string) => encodeURIComponent(String(at(msg, path))));

const bodyWithMessage = (body: unknown, msg: Record<string, unknown>): unknown => {
  if (typeof body === "string") {
    const [, path] = /^\{msg\.([\w.]+)\}$/.exec(body) ?? [];
    return path === undefined ? body : at(msg, path);
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([name, one]) => [name, bodyWithMessage(one, msg)]));
};

const shown = (step: Step | undefined, msg: Record<string, unknown>) => {
  const [request] = step?.requests ?? [];
  assert.ok(request);
  return {
    operation: request.operation,
    method: request.method,
    path: withMessage(request.path, msg),
    query: Object.fromEntries(new URLSearchParams(withMessage(request.query ?? "", msg))),
    ...(step?.body === undefined ? {} : { body: bodyWithMessage(step.body, msg) }),
  };
};

describe("the preview of any operation", () => {
  let bench: Bench | undefined;
  afterEach(async () => {
    await bench?.close();
    bench = undefined;
  });

  const preview = ({ operation, parameters = [], body = [], paging = undefined }: Case): Step[] =>
    stepsOf(
      "genesys-api",
      { operation, operationType: "str", paging: paging ?? "none", upload: "" },
      "client-credentials",
      formValues(inDialog(parameters), inDialog(body)),
    );

  for (const one of CASES)
    it(`is what is sent by a node that ${one.does}`, async () => {
      const { operation, parameters = [], body = [], paging = "none", msg = {} } = one;
      const config = { operation, operationType: "str", paging, limit: 1000 };
      bench = await openBench(genesysApi, "genesys-api", {
        ...config,
        ...stored("parameters", parameters),
        ...stored("body", body),
      });
      const steps = preview(one);
      await bench.send(structuredClone(msg));
      const sent = bench.simulator.log
        .entries()
        .filter(({ path }) => path.startsWith("/api/"))
        .map(({ operation, method, path, query, body }) => ({
          ...{ operation, method, path, query: { ...query } },
          ...(body === undefined || body === "" ? {} : { body }),
        }));
      assert.equal(steps[0]?.problem, undefined);
      const [first, second] = sent;
      assert.deepEqual(first, shown(steps[0], msg));
      assert.deepEqual(steps.length > 1, paging === "all", "further pages are announced");
      if (operation === "getUsers" && paging === "all") assert.ok(second, "there was a second page");
      if (second !== undefined) assert.deepEqual(second, shown(steps[1], msg));
    });

  it("shows the names of a message's properties where it has no values", () => {
    const [step] = preview({
      ...{ does: "", operation: "getConversation" },
      parameters: [field("conversationId", "call.id", "msg")],
    });
    assert.equal(step?.requests[0]?.path, "/api/v2/conversations/{msg.call.id}");
    const [whole] = preview({
      ...{ does: "", operation: "getRoutingQueues" },
      parameters: { type: "msg", value: "parameters" },
    });
    assert.equal(whole?.requests[0]?.query, "{msg.parameters}");
  });

  it("shows the environment's names and never looks them up", () => {
    const [step] = preview({
      ...{ does: "", operation: "getConversation" },
      parameters: [field("conversationId", "${CONVERSATION}")],
    });
    assert.equal(step?.requests[0]?.path, "/api/v2/conversations/${CONVERSATION}");
  });

  it("says what is missing or wrong, since then nothing is sent", () => {
    const problem = (...parameters: Field[]): string | undefined =>
      preview({ does: "", operation: "getUser", parameters })[0]?.problem;
    assert.match(problem() ?? "", /userId is required/);
    assert.match(problem(field("userId", "x"), field("expand", "nothing")) ?? "", /expand cannot be/);
    assert.match(problem(field("userId", "x"), field("pageSize", "1")) ?? "", /pageSize is not a parameter/);
    assert.equal(problem(field("userId", "id", "msg")), undefined);
  });

  it("names the file's way, where one is given", () => {
    const form = { parameters: { communicationId: { shown: "{msg.communicationId}" } } };
    const upload = (value: string): string[] =>
      stepsOf(
        "genesys-api",
        { operation: "postConversationsMessageCommunicationMessagesMediaUploads", upload: value },
        "client-credentials",
        form,
      ).map(({ when }) => when);
    assert.deepEqual(upload("payload"), ["always", "withFile"]);
    assert.deepEqual(upload(""), ["always"]);
  });

  it("has nothing to show where only a message names the operation", () => {
    const of = (operation: string, operationType: string): Step[] =>
      stepsOf("genesys-api", { operation, operationType }, undefined, { parameters: {} });
    assert.deepEqual(of("operation", "msg"), []);
    assert.deepEqual(of("${OPERATION}", "str"), []);
    assert.deepEqual(of("", "str"), []);
  });

  it("says of a name that is none that nothing will be sent, and what was meant", () => {
    const settings = { operation: "getConversatoin", operationType: "str" };
    const [step] = stepsOf("genesys-api", settings, undefined, { parameters: {} });
    assert.deepEqual(step?.requests, []);
    assert.match(step?.problem ?? "", /not an operation.*getConversation/);
  });
});
