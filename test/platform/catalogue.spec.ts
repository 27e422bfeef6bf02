import assert from "node:assert/strict";
import { loadModels } from "../../nodes/lib/facts/models";
import { loadOperations, type Operation } from "../../nodes/lib/facts/operations";
import { buildRequest, checkRequest, findOperation } from "../../nodes/lib/platform/catalogue";
import { GenesysError } from "../../nodes/lib/platform/errors";
import tools from "../../scripts/facts/tools.json";
import { sampleOf } from "../facts/sample";

/** The `input` error that an attempt ends in. */
const refusal = (attempt: () => unknown): GenesysError => {
  try {
    attempt();
  } catch (error) {
    assert.ok(error instanceof GenesysError, String(error));
    assert.equal(error.code, "input");
    assert.equal(error.cause.outcome, "notSent");
    return error;
  }
  return assert.fail("it was not refused");
};

/** The same name with a letter too few, or too many where it is short. */
const misspelt = (name: string): string =>
  name.length > 4 ? name.slice(0, 2) + name.slice(3) : `${name}${name.slice(-1)}`;

const without = (values: Record<string, unknown>, name: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([one]) => one !== name));

const misspell = (values: Record<string, unknown>, name: string): Record<string, unknown> => ({
  ...without(values, name),
  [misspelt(name)]: values[name],
});

/** What has to be there: parameters in the path, required ones of the query, required fields of the body. */
const requiredParameters = ({ pathParams, query }: Operation): string[] => [
  ...pathParams,
  ...query.filter((one) => one.required).map((one) => one.name),
];
const bodyFields = ({ body }: Operation): { all: string[]; required: string[] } => {
  const model = body && !body.array ? loadModels()[body.model] : undefined;
  return {
    all: Object.entries(model?.properties ?? {}).flatMap(([name, shape]) => (shape.readOnly ? [] : [name])),
    required: [
      ...(model?.required ?? []),
      ...Object.keys(model?.requiredUnless ?? {}),
      ...(body?.needs ?? []),
    ],
  };
};

describe("the 63 digital tools", () => {
  const names = Object.keys(tools) as (keyof typeof tools)[];

  it("are 63", () => {
    assert.equal(names.length, 63);
  });

  for (const tool of names)
    describe(tool, () => {
      const operation = findOperation(tool);
      const { parameters, body } = sampleOf(operation);

      it("is found by its name, with and without the prefix, and by its id", () => {
        assert.equal(operation.id, tools[tool]);
        assert.equal(findOperation(`genesys_conversations_digital_${tool}`), operation);
        assert.equal(findOperation(operation.id), operation);
        assert.equal(findOperation(` ${operation.method} ${operation.path} `), operation);
      });

      it("is refused by name with anything required missing", () => {
        assert.deepEqual(checkRequest(operation, parameters, body), []);
        for (const name of requiredParameters(operation)) {
          const error = refusal(() => buildRequest(operation, without(parameters, name), body));
          assert.equal(error.cause.field, name);
          assert.equal(error.message, `${operation.id}: ${name} is required.`);
        }
        for (const name of bodyFields(operation).required) {
          const { [operation.body?.model ?? ""]: model } = loadModels();
          const left = without(
            without(body as Record<string, unknown>, name),
            model?.requiredUnless?.[name] ?? "",
          );
          const error = refusal(() => buildRequest(operation, parameters, left));
          assert.equal(error.cause.field, `body.${name}`);
          assert.ok(error.message.startsWith(`${operation.id}: body.${name} `));
        }
      });

      it("is refused with the right spelling when a name is misspelt", () => {
        for (const name of Object.keys(parameters)) {
          const error = refusal(() => buildRequest(operation, misspell(parameters, name), body));
          assert.equal(error.cause.field, misspelt(name));
          assert.match(error.message, new RegExp(`Did you mean ${name}\\b`));
        }
        for (const name of bodyFields(operation).all) {
          const given = { ...(body as Record<string, unknown>), [name]: "anything" };
          const error = refusal(() => buildRequest(operation, parameters, misspell(given, name)));
          const mistakes = checkRequest(operation, parameters, misspell(given, name));
          const mistake = mistakes.find(({ field }) => field === `body.${misspelt(name)}`);
          assert.ok(mistake?.suggestions.includes(name), `${misspelt(name)}: ${error.message}`);
        }
      });
    });
});

describe("a parameter in a path", () => {
  const operation = findOperation("getConversationsEmailMessage");
  const pathOf = (messageId: unknown): string =>
    buildRequest(operation, { conversationId: "c", messageId }).path;

  for (const [written, encoded] of [
    ["../../users/me", "..%2F..%2Fusers%2Fme"],
    ["a/b", "a%2Fb"],
    ["a?expand=x", "a%3Fexpand%3Dx"],
    ["a#b", "a%23b"],
    ["a\\b", "a%5Cb"],
    ["%2e%2e", "%252e%252e"],
    ["a;b", "a%3Bb"],
    ["{conversationId}", "%7BconversationId%7D"],
    ["$&", "%24%26"],
    ["  m1\n", "m1"],
    ["é", "%C3%A9"],
  ] as const)
    it(`keeps ${JSON.stringify(written)} inside its segment`, () => {
      const path = pathOf(written);
      assert.equal(path, `/api/v2/conversations/emails/c/messages/${encoded}`);
      assert.equal(new URL(path, "https://api.example.com").pathname, path);
    });

  for (const wrong of [".", "..", " .. ", "", "  ", undefined, null, true, {}, ["a"], "\ud800"])
    it(`is refused as ${JSON.stringify(wrong)}`, () => {
      assert.equal(refusal(() => pathOf(wrong)).cause.field, "messageId");
    });

  it("may be a number", () => {
    assert.match(pathOf(42), /\/messages\/42$/);
  });
});

describe("a parameter of the query", () => {
  const queryOf = (id: string, parameters: Record<string, unknown>) =>
    buildRequest(findOperation(id), parameters).query;

  it("is text on the wire, lists joined by commas, as from the SDK", () => {
    assert.deepEqual(queryOf("getUsers", { id: ["a", "b"], pageSize: 5, state: "active" }), {
      id: "a,b",
      pageSize: "5",
      state: "active",
    });
    assert.deepEqual(queryOf("getFlows", { deleted: false, includeSchemas: "TRUE" }), {
      deleted: "false",
      includeSchemas: "true",
    });
  });

  it("may be a list written as text", () => {
    assert.deepEqual(queryOf("getUsers", { expand: "presence, routingStatus" }), {
      expand: "presence,routingStatus",
    });
  });

  it("is left out when it is blank", () => {
    assert.equal(queryOf("getUsers", { id: [], state: "", pageSize: null, expand: undefined }), undefined);
  });

  it("takes enumerated values in any case, and the platform's default even where its enumeration lacks it", () => {
    assert.deepEqual(queryOf("getUsers", { sortOrder: "ASC" }), { sortOrder: "ASC" });
    assert.deepEqual(queryOf("getUsers", { sortOrder: "Descending" }), { sortOrder: "Descending" });
  });

  for (const [id, parameters, field, meant] of [
    ["getUsers", { expand: ["presense"] }, "expand", /Did you mean presence/],
    ["getUsers", { pageSize: "many" }, "pageSize", /whole number/],
    ["getUsers", { pageSize: 2.5 }, "pageSize", /whole number/],
    ["getFlows", { deleted: "yes" }, "deleted", /true or false/],
    ["getUsers", { state: {} }, "state", /has to be text, but is object/],
    ["getUsers", { pagesize: 5 }, "pagesize", /Did you mean pageSize/],
    ["getOrganizationsMe", { id: "x" }, "id", /It has none/],
  ] as const)
    it(`is refused: ${id} ${JSON.stringify(parameters)}`, () => {
      const error = refusal(() => queryOf(id, parameters));
      assert.equal(error.cause.field, field);
      assert.match(error.message, meant);
    });
});

describe("a request body", () => {
  const ids = { conversationId: "c", participantId: "p", communicationId: "k" };
  const build = (id: string, body: unknown) => {
    const operation = findOperation(id);
    const parameters = Object.fromEntries(operation.pathParams.map((name) => [name, "x"]));
    return buildRequest(operation, parameters, body);
  };

  it("is not taken where the operation has none; an empty object is nothing", () => {
    assert.match(refusal(() => build("getConversation", { a: 1 })).message, /body is not taken/);
    assert.equal("body" in build("getConversation", {}), false);
  });

  it("is required where the SDK requires it", () => {
    assert.equal(refusal(() => build("postConversationsCalls", undefined)).cause.field, "body");
  });

  it("needs only what changes when it ends a conversation, not what a reading has", () => {
    for (const id of ["patchConversationsCall", "patchConversationsEmail", "patchConversationsMessage"])
      assert.deepEqual(build(id, { state: "disconnected" }).body, { state: "disconnected" });
    assert.match(
      refusal(() => build("patchConversationsEmail", { state: "connected" })).message,
      /it takes disconnected/,
    );
  });

  it("carries exactly one of text, media and template in a message", () => {
    const id = "postConversationsMessageCommunicationMessages";
    assert.deepEqual(build(id, { mediaIds: ["m"] }).body, { mediaIds: ["m"] });
    assert.match(
      refusal(() => build(id, { textBody: "a", mediaIds: ["m"] })).message,
      /cannot be sent together with mediaIds/,
    );
    assert.match(
      refusal(() => build(id, { textBody: "" })).message,
      /exactly one of textBody, mediaIds or messagingTemplate/,
    );
  });

  it("sets a post-flow action only with a destination or invocation data", () => {
    const id = "patchConversationsCallParticipantCommunicationPostflowaction";
    for (const empty of [undefined, {}, { destination: "", invocationData: null }])
      assert.match(refusal(() => build(id, empty)).message, /at least one of destination or invocationData/);
    assert.deepEqual(build(id, { invocationData: "x" }).body, { invocationData: "x" });
  });

  it("wraps up without a code only provisionally", () => {
    const operation = findOperation("postConversationsCallParticipantCommunicationWrapup");
    assert.equal(refusal(() => buildRequest(operation, ids)).cause.field, "body.code");
    assert.equal(
      refusal(() => buildRequest(operation, ids, { provisional: false })).cause.field,
      "body.code",
    );
    assert.ok(buildRequest(operation, ids, { provisional: true, notes: "later" }));
  });

  for (const [id, body, field, meant] of [
    [
      "postConversationsCalls",
      { phoneNumber: 15555550123 },
      "body.phoneNumber",
      /has to be text, but is a number/,
    ],
    [
      "postConversationsCalls",
      { phoneNumber: "+15555550123", priority: 1.5 },
      "body.priority",
      /whole number/,
    ],
    [
      "postConversationsCalls",
      { phoneNumber: "+15555550123", attributes: { a: 1 } },
      "body.attributes.a",
      /has to be text/,
    ],
    [
      "postConversationsCalls",
      { phoneNumber: "+15555550123", attributes: { a: null } },
      "body.attributes.a",
      /but is null/,
    ],
    [
      "postConversationsCalls",
      { participants: [{}, { adress: "x" }] },
      "body.participants[1].adress",
      /Did you mean address/,
    ],
    [
      "postConversationsCalls",
      { participants: { address: "x" } },
      "body.participants",
      /has to be a list, but is an object/,
    ],
    ["postConversationsCalls", "+15555550123", "body", /has to be an object, but is text/],
    ["patchConversationParticipant", { held: "yes" }, "body.held", /true or false/],
    ["patchConversationParticipant", { state: "disconected" }, "body.state", /Did you mean disconnected/],
    [
      "patchConversationParticipant",
      { __proto__: null, constructor: 1 },
      "body.constructor",
      /does not exist/,
    ],
    [
      "postConversationsCallParticipantCommunicationWrapup",
      { code: "x", endTime: "soon" },
      "body.endTime",
      /is not a time/,
    ],
    [
      "postNotificationsChannelSubscriptions",
      [{ id: "a" }, { topic: "b" }],
      "body[1].topic",
      /does not exist/,
    ],
    ["postNotificationsChannelSubscriptions", { id: "a" }, "body", /has to be a list/],
    ["postConversationsMessageMessagesBulk", ["a", 1], "body[1]", /has to be text/],
  ] as const)
    it(`is refused: ${id} ${JSON.stringify(body)}`, () => {
      const error = refusal(() => build(id, body));
      assert.equal(error.cause.field, field);
      assert.match(error.message, meant);
      assert.ok(error.message.startsWith(`${id}: ${field} `));
    });

  it("takes a Date where a time is wanted, and what only the platform sets without a look at it", () => {
    const endTime = new Date(0);
    assert.ok(build("postConversationsCallParticipantCommunicationWrapup", { code: "x", endTime }));
    assert.ok(build("patchConversationsMessagingSetting", { id: 5, selfUri: {}, name: "x" }));
  });
});

describe("a well-known wrong shape", () => {
  const wrap = "postConversationsCallParticipantCommunicationWrapup";

  for (const [written, instead] of [
    ["POST /api/v2/conversations/voice/{conversationId}/wrapup", wrap],
    ["/api/v2/conversations/voice/6a7e/wrapup", wrap],
    ["GET /api/v2/conversations/voice/{conversationId}", "getConversationsCall"],
    [
      "DELETE /api/v2/conversations/conferences/{conferenceId}/participants/{participantId}",
      "patchConversationsCallParticipant",
    ],
    [
      "POST /api/v2/conversations/conferences/{conferenceId}/participants",
      "postConversationsCallParticipants",
    ],
    ["POST /api/v2/conversations/conferences", "patchConversationsCallConference"],
    ["post_users_query", "postUsersSearch"],
    ["POST /api/v2/users/query", "postUsersSearch"],
    ["GET /api/v2/conversations/chats/{conversationId}", "getConversationsMessage"],
    ["POST /oauth/token", "getTokensMe"],
    ["postConversationCall", "postConversationsCall"],
    ["get_email_message_draft", "getConversationsEmailMessagesDraft"],
    ["genesys_conversations_digital_post_emails_agentles", "postConversationsEmailsAgentless"],
    [
      "patchConversationsCallParticipantCommunicationPostFlow",
      "patchConversationsCallParticipantCommunicationPostflowaction",
    ],
    [
      "POST /api/v2/conversations/emails/{conversationId}/wrapup",
      "postConversationsEmailParticipantCommunicationWrapup",
    ],
    ["Place a call", "postConversationsCalls"],
  ] as const)
    it(`"${written}" leads to ${instead}`, () => {
      const error = refusal(() => findOperation(written));
      assert.equal(error.cause.field, "operation");
      assert.ok((error.cause.suggestions as string[]).includes(instead), error.message);
    });

  for (const [id, body, field, meant] of [
    [wrap, { wrapUpCode: "Resolved" }, "body.wrapUpCode", /Did you mean code\?/],
    [wrap, { wrapUpCodeId: "x" }, "body.wrapUpCodeId", /Did you mean code\?/],
    [wrap, { wrapupCode: { id: "x" } }, "body.wrapupCode", /Did you mean code\?.*flat/],
    [wrap, { wrap_up_code_id: "x" }, "body.wrap_up_code_id", /Did you mean code\?/],
    ["patchConversationsCallParticipant", { wrapUpCode: "x" }, "body.wrapUpCode", /wrapup: \{ code/],
    [
      "patchConversationsCallParticipant",
      { state: "WRAPPED" },
      "body.state",
      /After-call work is not a state/,
    ],
    [
      "patchConversationsCallParticipant",
      { state: "CLOSED" },
      "body.state",
      /After-call work is not a state/,
    ],
    [
      "postConversationsCalls",
      { from: { id: "u", type: "user" }, to: {} },
      "body.from",
      /postConversationsCallsUserUserId/,
    ],
    [
      "postConversationsCalls",
      { to: { phoneNumber: "+15555550123" } },
      "body.to",
      /Did you mean phoneNumber, callUserId or callQueueId/,
    ],
    [
      "postConversationsCalls",
      { phoneNumber: "+15555550123", wrapUpCode: "x" },
      "body.wrapUpCode",
      new RegExp(wrap),
    ],
    ["postConversationsCalls", { phoneNumber: "+15555550123", notes: "x" }, "body.notes", new RegExp(wrap)],
    [
      "postConversationsCallParticipants",
      { actions: [{ action: "REMOVE" }] },
      "body.actions",
      /\{ state: "disconnected" \}/,
    ],
    ["postUsersSearch", { email: "ada@example.com" }, "body.email", /query: \[\{ type: "EXACT"/],
    ["post_messages_agentless", { to: "+15555550123" }, "body.to", /Did you mean toAddress/],
    ["post_message_communication_messages", { text: "hello" }, "body.text", /Did you mean textBody/],
  ] as const)
    it(`${id} ${JSON.stringify(body)} says what to use instead`, () => {
      const operation = findOperation(id);
      const problem = checkRequest(operation, sampleOf(operation).parameters, body).find(
        (one) => one.field === field,
      );
      assert.match(problem?.message ?? "", meant);
    });

  for (const id of [
    "get_message_details",
    "get_message_message",
    "post_message_communication_messages",
    "post_messages_agentless",
  ])
    it(`useNormalizedMessage of ${id} is said to be gone`, () => {
      const operation = findOperation(id);
      const { parameters, body } = sampleOf(operation);
      const error = refusal(() =>
        buildRequest(operation, { ...parameters, useNormalizedMessage: true }, body),
      );
      assert.match(error.message, /dropped this parameter/);
    });

  it("is answered with no guess where nothing is near", () => {
    const error = refusal(() => findOperation("xyzzy"));
    assert.deepEqual(error.cause.suggestions, []);
  });

  it("tells a field of the body that was given as a parameter", () => {
    const error = refusal(() =>
      buildRequest(findOperation("postConversationsCalls"), { phoneNumber: "x" }, {}),
    );
    assert.match(error.message, /phoneNumber is a field of the body/);
  });
});

describe("the catalogue's promise to repeat", () => {
  it("is given to what reads and to what only sets a value, never to what acts", () => {
    const repeatable = new Set(loadOperations().flatMap(({ id, repeatable: may }) => (may ? [id] : [])));
    for (const id of [
      "getConversation",
      "headTokensMe",
      "putConversationTags",
      "deleteConversation",
      "postUsersSearch",
    ])
      assert.ok(repeatable.has(id), id);
    for (const id of [
      "postConversationsCalls",
      "postConversationsCallsUserUserId",
      "postConversationsMessagesAgentless",
      "postConversationsMessageCommunicationMessages",
      "postConversationsEmailsAgentless",
      "postConversationsCallbacks",
      "postConversationsFaxes",
      "postConversationParticipantTransfer",
      "patchConversationParticipant",
      "patchConversationsCall",
      "getConversationsMessagingOauthAppleCallback",
    ])
      assert.ok(!repeatable.has(id), id);
  });
});
