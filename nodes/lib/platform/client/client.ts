import { steadily } from "../time/clock";
import { createPlatformTime } from "../time/platform-time";
import { createAttempt, type AttemptParts } from "./attempt";
import { sentOnce } from "./claimed";
import { createDownload } from "./download";
import { createReadCache } from "./read-cache";
import { createChanges } from "./recent-changes";
import { createRequest, type RequestParts } from "./request";
import { createUpload } from "./upload";
import type { Acts } from "../backplane/types";
import type { Client, Grant } from "../types";

interface ClientParts extends AttemptParts, Omit<RequestParts, "limiter" | "steady"> {
  grant: Grant;
  /** The account's event channel, where one is open. */
  follow?: Client["follow"];
  /** Of all instances that share the account's backplane, if it has one. */
  acts?: Acts | undefined;
}

/** The way of one request: queue, token, transport, and again where that is safe. */
export const createClient = (parts: ClientParts): Client => {
  const { clock, random, grant } = parts;
  const steady = steadily(clock);
  const platformTime = createPlatformTime();
  const request = createRequest({ ...parts, steady }, createAttempt(parts, platformTime));
  return {
    grant,
    clock,
    random,
    platformTime: platformTime.of,
    longestWaitMs: parts.maxWaitMs,
    request: parts.acts === undefined ? request : sentOnce({ ...parts, acts: parts.acts }, request),
    upload: createUpload(parts),
    download: createDownload({ ...parts, attempt: createAttempt(asStream(parts), platformTime) }),
    follow: parts.follow ?? (() => undefined),
    remember: createReadCache(steady),
    changes: createChanges(steady),
  };
};

/** The same attempts, of which the body is read later. */
const asStream = (parts: ClientParts): AttemptParts => ({
  ...parts,
  transport: (request) => parts.transport({ ...request, as: "stream" }),
});
