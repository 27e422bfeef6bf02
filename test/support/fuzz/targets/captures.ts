import { anonymise } from "../../../../nodes/lib/capture/anonymise";
import { readCapture, textOfCapture } from "../../../../nodes/lib/capture/format";
import { createCaptures } from "../../../../nodes/lib/simulator/captures/captures";
import { seedOrg } from "../../../../nodes/lib/simulator/seed/seed";
import { createVirtualClock } from "../../../../nodes/lib/simulator/store/clock";
import { DEFAULT_SETTINGS } from "../../../../nodes/lib/simulator/store/settings";
import { createStore } from "../../../../nodes/lib/simulator/store/store";
import { storyCapture } from "../../story-capture";
import { jsonOf, type Target } from "../target";

const START = Date.parse("2026-01-10T10:00:00.000Z");
const story = storyCapture();
const short = { ...story, records: story.records.slice(0, 3) };
const request = {
  ...{
    kind: "request",
    at: 1,
    method: "PATCH",
    path: `/api/v2/conversations/calls/${story.conversationId}`,
    status: 202,
  },
  ...{ query: { a: "b" }, body: { held: true }, answer: { message: "+49 30 123456 a@b.example" } },
};

/** A capture, or `undefined` with a sentence: whatever else a reader throws is a fault. */
const read = (value: unknown) => {
  try {
    return readCapture(value);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) throw error;
    return undefined;
  }
};

export const captureTargets: Target[] = [
  {
    name: "captures",
    weight: 0.2,
    rooms: /nodes\/lib\/(capture|simulator\/captures)\//,
    seeds: [story, short, { ...short, records: [...short.records, request] }].map((one) =>
      JSON.stringify(one),
    ),
    open: () => {
      const clock = createVirtualClock(START);
      const store = createStore(clock, { ...DEFAULT_SETTINGS }, seedOrg());
      const captures = createCaptures(store);
      return (input) => {
        const capture = read(jsonOf(input));
        if (capture === undefined) return;
        const { state, conversationId } = captures.load(capture);
        if (state !== "loaded") throw new Error("it is not loaded");
        captures.replay(conversationId);
        clock.advance(1_000);
      };
    },
  },
  {
    name: "recordings",
    weight: 0.4,
    rooms: /nodes\/lib\/capture\//,
    seeds: [short, { ...short, records: [request] }].map((one) => JSON.stringify(one)),
    open: () => (input) => {
      const capture = read(jsonOf(input));
      if (capture === undefined) return;
      const made = anonymise(capture);
      if (read(JSON.parse(textOfCapture(made))) === undefined) throw new Error("it cannot be read again");
    },
  },
];
