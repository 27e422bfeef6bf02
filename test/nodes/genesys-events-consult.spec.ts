import assert from "node:assert/strict";
import { transcriptTopic } from "../../nodes/lib/platform/events/transcript";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { START } from "../simulator/caller";
import { eventsBench } from "../support/benches/events";

const SAM = idOf("user Sam Supervisor");
const { conversationId } = START;

describe("conversation events", () => {
  const { bench, run, connect, open, events, has, first } = eventsBench();
  afterEach(() => bench().close());
  const act = () => bench().simulator.act;
  const topics = (): string[] =>
    act()
      .channels()
      .flatMap((channel) => channel.topics);
  const hasTranscript = (): boolean => topics().includes(transcriptTopic(conversationId));

  it("emits a consultation and a secure pause, and no transcript unless it is chosen", async () => {
    await connect();
    act().agentConsults(conversationId, { user: "Sam Supervisor" });
    await run(has("consultStarted", "connected"));
    act().agentPausesRecording(conversationId);
    await run(has("securePaused"));
    act().speechTranscribed(conversationId, { text: "4111" });
    await bench().clock.advance(6_000);
    act().agentResumesRecording(conversationId);
    await run(has("secureResumed"));
    act().agentHangsUp(conversationId, idOf("start participant agent"));
    await run(has("consultEnded", "agentLeft"));
    const { userId, payload } = first("consultStarted");
    assert.deepEqual([userId, (payload as { userId?: string }).userId], [SAM, SAM]);
    assert.deepEqual(
      [first("consultEnded")["current"], first("consultEnded")["userId"], first("agentLeft")["current"]],
      ["completed", SAM, "transfer.consult"],
    );
    assert.deepEqual(
      [first("securePaused")["current"], first("securePaused")["mediaType"]],
      ["paused", "call"],
    );
    for (const name of ["consultStarted", "consultEnded", "securePaused", "secureResumed"])
      assert.equal(events().filter((each) => each === name).length, 1, name);
    assert.deepEqual([hasTranscript(), events().includes("transcript")], [false, false]);
  });

  const says = { text: "My number is secret", speaker: "customer" };
  it("emits what is said in a call of a queue, from its first event to its end", async () => {
    await connect({ events: ["transcript"] });
    act().agentConsults(conversationId);
    await run(hasTranscript);
    await bench().clock.advance(1_000);
    act().speechTranscribed(conversationId, says);
    await run(has("transcript"));
    const { text, current, communicationId, mediaType, payload } = first("transcript");
    assert.deepEqual(
      [text, current, communicationId, mediaType, (payload as { channel?: string }).channel],
      ["My number is secret", "customer", START.communicationId, "call", "EXTERNAL"],
    );
    act().agentCancelsConsult(conversationId);
    act().customerHangsUp(conversationId);
    await run(() => !hasTranscript());
    assert.deepEqual(events(), ["transcript"]);
  });

  it("emits what is said in a conversation by its id, and in one that a message names", async () => {
    await connect({ scope: "conversation", ids: conversationId, events: ["transcript"] });
    await run(hasTranscript);
    await bench().clock.advance(1_000);
    act().speechTranscribed(conversationId, { text: "Thank you", speaker: "agent" });
    await run(has("transcript"));
    assert.equal(first("transcript")["current"], "agent");
    await bench().close();

    await open({ scope: "fromMessage", events: ["transcript"] });
    bench().start({ conversationId, fromId: "chat-1" });
    await run(hasTranscript);
    await bench().clock.advance(1_000);
    act().speechTranscribed(conversationId, says);
    await run(has("transcript"));
    assert.deepEqual([first("transcript")["fromId"], first("transcript")["text"]], ["chat-1", says.text]);
    await bench().close();

    await open({ scope: "input", events: ["transcript"] });
    const transcripts = [
      { utteranceId: "1", isFinal: true, channel: "EXTERNAL", alternatives: [{ transcript: "hola" }] },
    ];
    const eventBody = { conversationId, transcripts, eventTime: new Date(bench().clock.now()).toISOString() };
    const detail = { topicName: transcriptTopic(conversationId), eventBody };
    for (const id of ["a", "b"])
      bench().start({ payload: { id, "detail-type": "v2.conversations.{id}.transcription", detail } });
    await run(has("transcript"));
    await bench().clock.advance(1_000);
    assert.equal(events().filter((name) => name === "transcript").length, 1);
    assert.equal(bench().simulator.log.count("getConversation"), 0);
  });
});
