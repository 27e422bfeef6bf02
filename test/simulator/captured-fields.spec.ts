import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { CAPTURED, lacking, participantsOf, pathsOf, without, type Fields } from "../support/captured";
import { checkedCaller } from "../support/models";
import { CALL } from "../support/seed";

describe("fields that captured conversations have", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const get = async (path: string, token?: string): Promise<Fields> =>
    (await checkedCaller(simulator, token).call("GET", `/api/v2/conversations${path}`)).body;

  /** Through the menu and the queue to an agent. */
  const talkTo = (queue: string) => {
    const { conversationId } = simulator.act.customerCalls({ queue });
    clock.advance(800);
    const agent = simulator.act.agentAnswers(conversationId);
    clock.advance(20_000);
    return agent;
  };
  const ended = (queue: string): string => {
    const { conversationId: id } = talkTo(queue);
    simulator.act.agentHangsUp(id);
    clock.advance(4_000);
    return id;
  };
  it("are all in a call that has ended", async () => {
    const conversation = await get(`/${ended("Support")}`);
    simulator.act.agentWrapsUp(String(conversation["id"]));
    assert.deepEqual(lacking(CAPTURED["voice"], await get(`/${String(conversation["id"])}`)), []);
  });

  it("are in the call of the start, as far as it has come", async () => {
    const notYet = /endTime|disconnect|howEnded|AcwTime|afterCallWork\.|peerId/;
    const live = without(CAPTURED["voice"], notYet);
    assert.deepEqual(lacking(live, await get(`/${CALL.conversationId}`)), []);
    assert.ok(Object.values(live).flat().length > 150);
  });

  it("are in a call that is read as one, with the error of a leg and its wrap-up", async () => {
    const { conversationId: id, participantId } = talkTo("Support");
    const disconnect = async (): Promise<number> => {
      const path = `/api/v2/conversations/${id}/participants/${participantId}`;
      return (await checkedCaller(simulator).call("PATCH", path, { state: "disconnected" })).status;
    };
    // The second is accepted, and too late when it is carried out.
    assert.deepEqual([await disconnect(), await disconnect()], [202, 202]);
    clock.advance(1_000);
    simulator.act.agentWrapsUp(id, { notes: "" });
    assert.deepEqual(lacking(CAPTURED["callsOfOne"], await get(`/calls/${id}`)), []);
  });

  it("are in the list of a user's calls", async () => {
    const { userId } = talkTo("Support");
    const list = await get("/calls", simulator.act.issueToken("sign-in", userId));
    const [first] = list["entities"] as Fields[];
    const { list: ofList, ...ofCall } = CAPTURED["callsListed"] ?? {};
    assert.deepEqual(
      (ofList ?? []).filter((name) => !(name in list)),
      [],
    );
    assert.deepEqual(lacking(ofCall, first ?? {}), []);
  });

  it("are in a web chat that has ended", async () => {
    const { conversationId } = simulator.act.interactionArrives({ mediaType: "chat", queue: "Support" });
    simulator.act.agentAnswers(conversationId);
    simulator.act.customerLeaves(conversationId);
    clock.advance(1_000);
    assert.deepEqual(lacking(CAPTURED["chat"], await get(`/${conversationId}`)), []);
  });

  /** Fields that are not sent, each with the reason. */
  const LEFT_OUT: Readonly<Record<string, string>> = {
    "images[].imageUri": "users have no picture",
    "images[].resolution": "users have no picture",
    "annotations[]": "a recording is one piece of silence: nothing in it is marked",
    "recipient.": "a channel leads to a queue, not to a flow that is set for a recipient",
  };
  const isLeftOut = (path: string): boolean => Object.keys(LEFT_OUT).some((each) => path.startsWith(each));
  const unsent = (name: string, body: Fields): string[] => {
    const sent = new Set(pathsOf(body));
    return Object.values(CAPTURED[name] ?? {})
      .flat()
      .filter((path) => !sent.has(path) && !isLeftOut(path));
  };

  it("are in a recording", async () => {
    const id = ended("Support");
    const path = `/api/v2/conversations/${id}/recordings`;
    await checkedCaller(simulator).call("GET", path);
    clock.advance(simulator.settings.recordingReadyMs);
    const { body } = await checkedCaller(simulator).call("GET", path);
    const [recording = {}] = body as unknown as Fields[];
    assert.deepEqual(unsent("recordings", recording), []);
    const one = await checkedCaller(simulator).call("GET", `${path}/${String(recording["id"])}`);
    assert.deepEqual(unsent("recordings", one.body), []);
  });

  it("are in a user, and in an integration for open messaging", async () => {
    const { call } = checkedCaller(simulator);
    const user = await call("GET", `/api/v2/users/${idOf("user Ben Agent")}`);
    assert.deepEqual(unsent("user", user.body), []);
    const open = [...simulator.store.org.integrations.values()].find((each) => each.messengerType === "open");
    const path = `/api/v2/conversations/messaging/integrations/open/${open?.id ?? ""}`;
    assert.deepEqual(unsent("openIntegration", (await call("GET", path)).body), []);
  });

  it("are in the facts, of all captures that are available", () => {
    const folder = process.env["GENESYS_CLOUD_CAPTURES"];
    for (const [file, name] of folder === undefined ? [] : FILES) {
      const whole = JSON.parse(readFileSync(join(folder ?? "", file), "utf8")) as Fields;
      const [conversation = whole] = (whole["entities"] ?? []) as Fields[];
      for (const [who, paths] of Object.entries(leavesByWho(conversation)))
        assert.deepEqual(
          paths.filter((path) => !isOwn(path) && !CAPTURED[name]?.[who]?.includes(path)),
          [],
          `${file}: ${who}`,
        );
    }
    assert.ok(Object.keys(CAPTURED).length >= FILES.length);
  });
});

const FILES = [
  ["conversations/voice-inbound-ivr-acd-agent.json", "voice"],
  ["conversations/call-two-declined-then-wrapped.json", "callsOfOne"],
  ["conversations/calls-list-live.json", "callsListed"],
  ["conversations/callback-callbackConversation.json", "callback"],
  ["conversations/chat-customer-only.json", "chat"],
] as const;

/** What an org puts into attributes, and into the parameters of an error, is its own; where a list is empty, there is nothing to say. */
const isOwn = (path: string): boolean => /^attributes\.|messageParams\.|\[\]$|segments$/.test(path);

const leavesByWho = (conversation: Fields): Record<string, string[]> => {
  const { participants: _left, ...own } = conversation;
  const leaves = (value: Fields): string[] => {
    const all = pathsOf(value);
    return all.filter(
      (path) => !all.some((each) => each.startsWith(`${path}.`) || each.startsWith(`${path}[]`)),
    );
  };
  const all: Record<string, string[]> = { conversation: leaves(own) };
  for (const participant of participantsOf(conversation)) {
    const purpose = String(participant["purpose"]).replace("external", "customer");
    all[purpose] = [...(all[purpose] ?? []), ...leaves(participant)];
  }
  return all;
};
