import assert from "node:assert/strict";
import genesysApi from "../../nodes/genesys-api";
import type { GivenForm, Step } from "../../nodes/lib/platform/plan/step";
import { editorScripts } from "../support/editor-script";
import { openBench, type Bench } from "../support/flow";
import { stepsOf } from "../support/nodes";
import { CASES, field, type Case, type Field, type Fields, type Part } from "../support/operation-forms";

const { formValues } = editorScripts("words", "checks", "form-values") as {
  formValues: (parameters: Part, body: Part) => GivenForm;
};

/** As the dialog holds it while it is open: fields by their names. */
const inDialog = (fields: Fields): Part =>
  Array.isArray(fields)
    ? { type: "fields", value: Object.fromEntries(fields.map(({ name, ...rest }) => [name, rest])) }
    : fields;
const stored = (name: string, fields: Fields): Record<string, unknown> =>
  Array.isArray(fields)
    ? { [name]: fields, [`${name}Type`]: "fields" }
    : { [name]: fields.value, [`${name}Type`]: fields.type };

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

  it("names what follows the start of a job, and the way of a file that is downloaded", () => {
    const steps = (settings: Record<string, unknown>): (string | undefined)[][] =>
      stepsOf("genesys-api", settings, "client-credentials", { parameters: {} }).map(({ when, requests }) => [
        when,
        requests[0]?.operation,
      ]);
    const start = "postAnalyticsConversationsDetailsJobs";
    assert.deepEqual(steps({ operation: start, waitForJob: true, paging: "all" }), [
      ["always", start],
      ["untilEnded", "getAnalyticsConversationsDetailsJob"],
      ["jobResults", "getAnalyticsConversationsDetailsJobResults"],
      ["morePages", "getAnalyticsConversationsDetailsJobResults"],
    ]);
    assert.deepEqual(steps({ operation: start }), [["always", start]]);
    assert.deepEqual(steps({ operation: "getRoutingQueues", waitForJob: true }), [
      ["always", "getRoutingQueues"],
    ]);
    const file = { operation: "getConversationRecordings", download: "buffer" };
    assert.deepEqual(steps(file).at(-1), ["withDownload", "download"]);
  });

  it("counts the permissions of a job, also while its dialog is closed", () => {
    const settings = { operation: "postExternalcontactsContactsExports", waitForJob: true, download: "file" };
    const operations = stepsOf("genesys-api", settings, "client-credentials", undefined).map(
      ({ requests }) => requests[0]?.operation,
    );
    assert.deepEqual(operations, [
      "postExternalcontactsContactsExports",
      "getExternalcontactsContactsExport",
      "download",
    ]);
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
