import assert from "node:assert/strict";
import type { Conversation } from "../../../nodes/lib/platform/conversation/conversation";
import { followConversation } from "../../../nodes/lib/platform/events/one-conversation";
import type { Subscription } from "../../../nodes/lib/platform/events/subscriber";
import type { ConversationEvent } from "../../../nodes/lib/platform/events/types";

describe("one conversation that is followed by its id", () => {
  const follow = () => {
    const subscriptions = new Set<Subscription>();
    const emitted: string[] = [];
    const subscribe = (subscription: Subscription) => {
      subscriptions.add(subscription);
      return () => void subscriptions.delete(subscription);
    };
    const stop = followConversation({ subscribe }, "C1", { onEvent: ({ key }) => void emitted.push(key) });
    const read = (participants: object[]): void =>
      [...subscriptions].forEach(({ onRead }) =>
        onRead?.({ id: "c1", participants } as unknown as Conversation),
      );
    const emit = (conversationId: string, key: string): void =>
      [...subscriptions].forEach(({ onEvent }) => onEvent?.({ conversationId, key } as ConversationEvent));
    const topics = () =>
      [...subscriptions].flatMap((one) => one.topics).filter((topic) => /users/.test(topic));
    return { emitted, read, emit, topics, subscriptions, stop };
  };

  it("is followed through its users as well, each once, those who are still there", () => {
    const { read, topics } = follow();
    const ada = { id: "p1", userId: "ada" };
    read([ada, { id: "p2" }, { id: "p3", userId: "gone", endTime: "2026-03-02T09:00:00.000Z" }]);
    read([ada, { id: "p4", userId: "ben" }]);
    assert.deepEqual(topics(), ["v2.users.ada.conversations", "v2.users.ben.conversations"]);
  });

  it("emits each thing once, and nothing of the users' other conversations", () => {
    const { emitted, read, emit } = follow();
    read([{ id: "p1", userId: "ada" }]);
    emit("c1", "connected/p1");
    emit("other", "connected/p9");
    emit("C1", "ended");
    assert.deepEqual(emitted, ["connected/p1", "ended"]);
  });

  it("leaves no subscription behind when it is followed no more, and adds none for users who come later", () => {
    const { read, subscriptions, stop } = follow();
    read([{ id: "p1", userId: "ada" }]);
    const [own] = subscriptions;
    stop();
    assert.equal(subscriptions.size, 0);
    own?.onRead?.({ id: "c1", participants: [{ id: "p2", userId: "ben" }] });
    assert.equal(subscriptions.size, 0);
  });
});
