import { createHash } from "node:crypto";
import { asText, isObject } from "./spelling";
import type { Frame } from "./types";

/** A queue delivers again for days. Of what is older, only the events of conversations are recognised. */
const KEPT_MS = 24 * 60 * 60_000;
/** More frames than this are not remembered: the oldest are forgotten. */
const MOST_FRAMES = 50_000;

export interface SeenFrames {
  /** Has this frame not come before? It has from now on, until it is released. */
  claim(frame: Frame, now: number): boolean;
  /** It was not dealt with: it may come again. */
  release(frame: Frame): void;
  size(): number;
}

/**
 * Recognises a frame that comes twice, whichever roads it took: some leave out the correlation id, or change the order of the
 * properties. The same content is another frame only where both have a correlation id, and these differ.
 */
export const createSeenFrames = (): SeenFrames => {
  const seen = new Map<string, { at: number; correlationIds: Set<string> }>(); // the oldest first

  const sweep = (now: number): void => {
    for (const [key, { at }] of seen) {
      if (seen.size <= MOST_FRAMES && now - at <= KEPT_MS) break;
      seen.delete(key);
    }
  };

  return {
    claim: (frame, now) => {
      sweep(now);
      const key = keyOf(frame);
      const id = frame.correlationId ?? "";
      const before = seen.get(key);
      if (before === undefined) {
        seen.set(key, { at: now, correlationIds: new Set([id]) });
        return true;
      }
      const isOther = id !== "" && !before.correlationIds.has("") && !before.correlationIds.has(id);
      if (isOther) before.correlationIds.add(id);
      return isOther;
    },
    release: (frame) => void seen.delete(keyOf(frame)),
    size: () => seen.size,
  };
};

const keyOf = ({ topicName, eventBody }: Frame): string =>
  createHash("sha256")
    .update(`${kindOf(topicName, eventBody)}\n${JSON.stringify(sorted(eventBody)) ?? ""}`)
    .digest("base64")
    .slice(0, 22);

/** The topic without the conversation's id, which is in the body as well: an envelope may have left it out. */
const kindOf = (topicName: string, body: unknown): string => {
  const id = isObject(body) ? (asText(body["conversationId"]) ?? asText(body["id"])) : undefined;
  return topicName
    .toLowerCase()
    .split(".")
    .map((part) => (part === "{id}" || part === id?.toLowerCase() ? "{id}" : part))
    .join(".");
};

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, one]) => [name, sorted(one)]),
  );
};
