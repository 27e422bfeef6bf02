import assert from "node:assert/strict";
import { withoutEcho } from "../../../nodes/lib/platform/errors/echo";

describe("what the platform repeats of a request", () => {
  const body = {
    textBody: "Your parcel is at 7 Elm Street",
    attributes: { note: "refund of 40", "card-7": "4111 x", nested: ["Jo D."] },
    conversationId: "fe00260d-2b3b-44ff-bc25-6008f321c168",
    state: "disconnected",
    short: "7 %",
  };
  const without = (words: string): string => withoutEcho(words, JSON.stringify(body));

  it("is left out, wherever in the body it was", () => {
    assert.equal(without("'Your parcel is at 7 Elm Street' is too rude"), "'***' is too rude");
    assert.equal(without("refund of 40, 4111 x and Jo D."), "***, *** and ***");
  });

  it("is kept where it is an id, a single word or very short", () => {
    for (const words of [`${body.conversationId} is unknown`, "The call is disconnected", "7 % is no state"])
      assert.equal(without(words), words);
  });

  it("is left out of the token endpoint's messages, too, which takes forms", () => {
    assert.equal(withoutEcho("bad code ab-12 cd", "grant_type=x&code=ab-12+cd"), "bad code ***");
  });

  it("cannot be known of a file, or where nothing was sent", () => {
    assert.equal(withoutEcho("7 Elm Street", undefined), "7 Elm Street");
    assert.equal(withoutEcho("7 Elm Street", Buffer.from("7 Elm Street")), "7 Elm Street");
  });
});
