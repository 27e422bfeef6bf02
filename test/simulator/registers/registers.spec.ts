import assert from "node:assert/strict";
import { loadOperations, type Operation } from "../../../nodes/lib/facts/operations";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { checkedCaller } from "../../support/models";
import type { Got } from "../caller";
import { SETUP_BODIES } from "./bodies";
import { createdBefore } from "./before";

/** What the requests of the setup do shows in what is read afterwards; every answer is held against its model. */

type Body = Record<string, unknown>;

const OPERATIONS = new Map(loadOperations().map((each) => [each.id, each]));

/** What no answer shows. */
const SECRETS = ["pageAccessToken", "signupCode", "codeChallenge", "redirectUri", "wabaCertificate", "appId"];

const INTEGRATIONS = "ConversationsMessagingIntegrations";
/** The ids of the operations on all of them, and on one. */
const REGISTERS: readonly (readonly [all: string, one: string])[] = [
  ...["Apple", "Facebook", "Instagram", "Twitter", "Whatsapp"].map(
    (word) => [`${INTEGRATIONS}${word}`, `${INTEGRATIONS}${word}IntegrationId`] as const,
  ),
  [
    `${INTEGRATIONS}OpenExtensionsGooglebusinessprofile`,
    `${INTEGRATIONS}OpenExtensionsGooglebusinessprofileIntegrationId`,
  ],
  ["ConversationsMessagingSettings", "ConversationsMessagingSetting"],
  ["ConversationsMessagingSupportedcontent", "ConversationsMessagingSupportedcontentSupportedContentId"],
];

describe("simulator: what an administrator sets up", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const named = (id: string): Operation => OPERATIONS.get(id) ?? assert.fail(`${id} is an operation`);
  const bodyOf = ({ body }: Operation): Body => ({ ...SETUP_BODIES[body?.model ?? ""] });
  const send = ({ method, path, body }: Operation, id: string, given?: Body): Promise<Got> =>
    checkedCaller(simulator).call(
      method,
      path.replace(/\{\w+\}$/, id),
      body ? (given ?? SETUP_BODIES[body.model]) : undefined,
    );
  const call = (id: string, of = "", given?: Body): Promise<Got> => send(named(id), of, given);
  const create = async (all: string): Promise<string> => {
    for (const first of createdBefore(`post${all}`)) await call(first);
    const { status, body, text } = await call(`post${all}`);
    assert.equal(status, 200, text);
    return String(body["id"]);
  };
  /** As much of a value as the other one has. */
  const partOf = (value: unknown, wanted: unknown): unknown => {
    if (typeof wanted !== "object" || wanted === null || typeof value !== "object" || value === null)
      return value;
    if (Array.isArray(wanted)) return value;
    return Object.fromEntries(
      Object.entries(wanted).map(([field, each]) => [field, partOf((value as Body)[field], each)]),
    );
  };
  const shows = (body: Body, fields: Body): void => {
    for (const [field, value] of Object.entries(fields))
      if (!SECRETS.includes(field)) assert.deepEqual(partOf(body[field], value), value, field);
  };

  for (const [all, one] of REGISTERS)
    it(`${one} is read as it was created and changed, and is gone once it is removed`, async () => {
      const id = await create(all);
      const created = bodyOf(named(`post${all}`));
      shows((await call(`get${one}`, id)).body, created);
      const changes = bodyOf(named(`patch${one}`));
      assert.equal((await call(`patch${one}`, id)).status, 200);
      shows((await call(`get${one}`, id)).body, { ...created, ...changes });
      const list = OPERATIONS.get(`get${all}`);
      const listed = async () =>
        list ? ((await send(list, "")).body["entities"] as { id: string }[]).map((each) => each.id) : [id];
      assert.ok((await listed()).includes(id));
      assert.ok((await call(`delete${one}`, id)).status < 300);
      assert.ok(!list || !(await listed()).includes(id));
      for (const method of ["get", "patch", "delete"])
        assert.equal((await call(`${method}${one}`, id)).status, 404, method);
    });

  it("integrations of every platform are in the list of all, and no two have one name", async () => {
    const id = await create(`${INTEGRATIONS}Apple`);
    const all = (await call(`get${INTEGRATIONS}`)).body["entities"] as {
      id: string;
      messengerType: string;
    }[];
    assert.equal(all.find((each) => each.id === id)?.messengerType, "apple");
    assert.equal((await call(`post${INTEGRATIONS}Apple`)).status, 400);
  });

  it("an integration takes the content and the setting that it names, else the default ones", async () => {
    const content = await create("ConversationsMessagingSupportedcontent");
    const setting = await create("ConversationsMessagingSettings");
    const one = `${INTEGRATIONS}AppleIntegrationId`;
    const id = await create(`${INTEGRATIONS}Apple`);
    const wanted = { supportedContent: { id: content }, messagingSetting: { id: setting } };
    await call(`patch${one}`, id, wanted);
    shows((await call(`get${one}`, id)).body, wanted);
    const nowhere = { supportedContent: { id: "nowhere" } };
    assert.equal((await call(`patch${one}`, id, nowhere)).status, 400);

    const other = await create(`${INTEGRATIONS}Facebook`);
    await call("putConversationsMessagingSupportedcontentDefault", "", { id: content });
    await call("putConversationsMessagingSettingsDefault", "", { settingId: setting });
    shows((await call(`get${INTEGRATIONS}FacebookIntegrationId`, other)).body, wanted);
    assert.equal((await call("getConversationsMessagingSettingsDefault")).body["id"], setting);
    assert.equal((await call("deleteConversationsMessagingSetting", setting)).status, 400);
    await call("deleteConversationsMessagingSettingsDefault");
    assert.equal((await call("getConversationsMessagingSettingsDefault")).body["name"], "Default");
    assert.equal((await call("putConversationsMessagingSettingsDefault", "", { settingId: id })).status, 404);
  });

  it("the identity resolution of an integration is kept, and is of its platform only", async () => {
    const id = await create(`${INTEGRATIONS}Apple`);
    const read = "ConversationsMessagingIdentityresolutionIntegrations";
    assert.equal((await call(`get${read}AppleIntegrationId`, id)).body["resolveIdentities"], true);
    await call(`put${read}AppleIntegrationId`, id);
    assert.equal((await call(`get${read}AppleIntegrationId`, id)).body["resolveIdentities"], false);
    assert.equal((await call(`get${read}FacebookIntegrationId`, id)).status, 404);
  });

  it("a WhatsApp number that has signed up is activated once, with a PIN of six digits", async () => {
    const { body } = await call(`post${INTEGRATIONS}WhatsappEmbeddedsignup`);
    const activate = `patch${INTEGRATIONS}WhatsappEmbeddedsignupIntegrationId`;
    const id = String(body["id"]);
    const status = async () => (await call(`get${INTEGRATIONS}WhatsappIntegrationId`, id)).body["status"];
    assert.equal(await status(), "Incomplete");
    assert.equal((await call(activate, id, { pin: "1" })).status, 400);
    assert.equal((await call(activate, id)).status, 200);
    assert.equal(await status(), "Active");
    assert.equal((await call(activate, id)).status, 400);
  });

  it("an integration of Google needs a token and one of its accounts", async () => {
    const google = `${INTEGRATIONS}OpenExtensionsGooglebusinessprofile`;
    assert.equal((await call(`post${google}`)).status, 400);
    const token = (await call(`post${google}Tokens`)).body;
    const api = (path: string) =>
      checkedCaller(simulator).call(
        "GET",
        `${named(`get${google}Token`).path}${path}`.replace("{tokenId}", String(token["id"])),
      );
    assert.deepEqual((await api("")).body, token);
    const [account] = (await api("/accounts")).body["entities"] as { id: string }[];
    const body = { name: "Shops", token: { id: token["id"] }, account };
    assert.equal((await call(`post${google}`, "", { ...body, account: { id: account?.id } })).status, 200);
    const wrong = { ...body, name: "Others", account: { id: "nowhere" } };
    assert.equal((await call(`post${google}`, "", wrong)).status, 400);
  });

  it("a thread of messages continues for the time that the org sets", async () => {
    const { act } = simulator;
    const goesOn = () => {
      const { conversationId } = act.customerWrites({ channel: "sms" });
      act.customerLeaves(conversationId);
      clock.advance(2 * 3_600_000);
      return act.customerWrites({ channel: "sms" }).conversationId === conversationId;
    };
    assert.ok(goesOn());
    await call("putConversationsMessagingThreadingtimeline");
    shows((await call("getConversationsMessagingThreadingtimeline")).body, {
      settings: [{ messengerType: "sms", timeoutInMinutes: 60 }],
    });
    assert.ok(!goesOn());
  });
});
