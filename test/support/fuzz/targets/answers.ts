import { judge } from "../../../../nodes/lib/platform/client/retry";
import { readToken } from "../../../../nodes/lib/platform/client/tokens";
import { asConversation } from "../../../../nodes/lib/platform/events/snapshot";
import { findLeg } from "../../../../nodes/lib/platform/conversation/target";
import { GenesysError } from "../../../../nodes/lib/platform/errors/errors";
import { judgeRateLimit, readRateLimit } from "../../../../nodes/lib/platform/http/rate-limit";
import { readAnswer } from "../../../../nodes/lib/platform/http/read-answer";
import { storyCapture } from "../../story-capture";
import { exchangeOf, headersOf, refusing, type Target } from "../target";

const headers = {
  "content-type": "application/json",
  "inin-correlation-id": "5e0f4e0e-1111-4222-8333-0123456789ab",
  "inin-ratelimit-count": "12",
  "inin-ratelimit-allowed": "300",
  "inin-ratelimit-reset": "42",
};
const refusal = {
  message: "Missing permissions: conversation:communication:edit for +49 30 123456 or a@b.example",
  code: "missing.permissions",
  status: 403,
  messageParams: { permissions: "x" },
  contextId: "c",
  details: [{ errorCode: "e", fieldName: "f" }],
  errors: [],
  limit: { key: "token.rate.per.minute", value: "300" },
};
const throttled = {
  error: "invalid_request",
  error_description: "rate limit exceeded",
  description: "rate limit exceeded",
};
const conversation = storyCapture().records.flatMap((record) =>
  record.kind === "read" ? [record.body] : [],
)[0];
const answer = (status: number, body: unknown, more = {}): string =>
  JSON.stringify({
    status,
    headers: { ...headers, ...more },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

const SENT = {
  method: "POST",
  url: "https://api.mypurecloud.de/api/v2/x",
  headers: {},
  timeoutMs: 1_000,
} as const;
const PARTIES = [{ party: "customer" }, { party: "agent" }] as const;

export const answerTargets: Target[] = [
  {
    name: "answers",
    weight: 25,
    rooms: /nodes\/lib\/platform\/(http|errors|client|conversation)\//,
    seeds: [
      answer(200, conversation),
      answer(200, { access_token: "t", expires_in: 86_399, refresh_token: "r" }),
      answer(202, ""),
      answer(403, refusal),
      answer(429, { ...refusal, code: "too.many.requests" }, { "retry-after": "7" }),
      answer(400, throttled),
      answer(503, "<html><body>Service Unavailable</body></html>", { "content-type": "text/html" }),
      answer(302, "", { location: "https://elsewhere.example" }),
    ],
    open: () => (input) => {
      const { status: given, headers: named, sent, bytes } = exchangeOf(input);
      const status = Number.isInteger(given) ? Number(given) : 400;
      const raw = { status, headers: headersOf(named), bytes };
      judgeRateLimit(readRateLimit(raw.headers, undefined));
      refusing([GenesysError], () => {
        try {
          const { body } = readAnswer({ ...SENT, body: typeof sent === "string" ? sent : "{}" }, raw);
          const read = asConversation(body);
          if (read === undefined) readToken(body);
          else
            for (const party of PARTIES)
              refusing([GenesysError], () =>
                findLeg(read, { of: party, which: "newest", phase: "lastConnected" }),
              );
        } catch (error) {
          judge(error, {
            repeatable: true,
            failures: 1,
            refusals: 1,
            maxWaitMs: 180_000,
            remainingMs: 300_000,
            random: () => 0.5,
          });
          throw error;
        }
      });
    },
  },
];
