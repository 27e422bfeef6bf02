import assert from "node:assert/strict";
import { wrapUp, type WrapUpOrder, type WrapUpResult } from "../../nodes/lib/platform/wrap-up/wrap-up";
import { createClosing } from "../../nodes/lib/platform/time/clock";
import { GenesysError } from "../../nodes/lib/platform/errors/errors";
import { refusalError } from "../../nodes/lib/platform/http/refusal";
import { broken, ok, openScripted, refused } from "./scripted-client";

export const CODE = "0a4d9b0c-6f1e-4a55-9e0e-3f1d6a2b7c01";
const with_ = (status: number, code: string): GenesysError =>
  refusalError({ status, headers: {}, body: { status, code, message: "no" } });

/** All that may become of a request that was sent. */
export const FAILURES = {
  "400": () => refused(400),
  "bad.request": () => with_(400, "bad.request"),
  "403": () => refused(403),
  "not.authorized": () => with_(403, "not.authorized"),
  "409": () => refused(409),
  "404": () => refused(404),
  "no.active": () => with_(400, "conversation.error.participant.no.active.conversations"),
  "call.disconnected": () => with_(400, "conversation.error.call.disconnected"),
  "not.participant": () => with_(404, "conversation.error.not.conversation.participant"),
  "not.a.user": () => with_(400, "not.a.user"),
  "cannot.skip": () => with_(400, "conversation.error.wrapup.cannot.skip"),
  "401": () => refused(401),
  "429": () => refused(429, { "retry-after": "2" }),
  "429 for hours": () => refused(429, { "retry-after": "7200" }),
  "500": () => refused(500),
  "503": () => refused(503),
  reset: () => broken("unknown"),
  "not sent": () => broken("notSent"),
} as const;
export type Failure = keyof typeof FAILURES;
/** What the platform says while it has not caught up with the end of the leg. */
export const RACE: readonly Failure[] = ["no.active", "call.disconnected", "not.participant"];

const TALKING = { state: "connected" };
const SETTLING = { state: "disconnected", disconnectedTime: "2026-03-02T09:01:00.000Z" };
export const DUE = {
  ...SETTLING,
  afterCallWork: { state: "pending", startTime: "2026-03-02T09:01:00.000Z" },
};
const SHOWN = { talking: TALKING, settling: SETTLING, due: DUE };
export type Shown = keyof typeof SHOWN;

/** A platform that answers requests with the errors it is given, and shows a leg that may change as time passes. */
export const openFailingPlatform = (
  answer: (nth: number, atMs: number) => Error | undefined,
  shown: (atMs: number) => Shown = () => "due",
) => {
  const log: { method: string; at: number }[] = [];
  const opened = openScripted(({ method, url }) => {
    const at = opened.clock.now() - startedAt;
    if (url.endsWith("/wrapupcodes")) return ok([{ id: CODE, name: "Resolved" }]);
    log.push({ method, at });
    if (method !== "GET") return answer(log.filter((one) => one.method !== "GET").length, at) ?? ok();
    const call = { id: "k", connectedTime: "2026-03-02T09:00:00.000Z", ...SHOWN[shown(at)] };
    return ok({
      id: "c",
      participants: [{ id: "p", purpose: "agent", userId: "u", queueId: "q", calls: [call] }],
    });
  });
  const startedAt = opened.clock.now();
  const order: WrapUpOrder = {
    ...{
      action: "apply",
      when: "now",
      code: CODE,
      provisional: false,
      verify: false,
      deadlineSeconds: 3_600,
    },
  };
  const target = { conversationId: "c", target: "agent", which: "newest" } as const;
  const run = (more: Partial<WrapUpOrder> = {}): Promise<WrapUpResult | GenesysError> =>
    opened.clock.runUntil(
      wrapUp(
        opened.client,
        target,
        { ...order, ...more },
        { signal: createClosing().signal, waiting: () => undefined },
      ).catch((error: unknown) => {
        assert.ok(error instanceof GenesysError);
        return error;
      }),
    );
  const posts = (): number[] => log.filter(({ method }) => method !== "GET").map(({ at }) => at);
  return { ...opened, log, run, posts, took: () => opened.clock.now() - startedAt };
};

/** These failures one after the other, then success. */
export const inSequence =
  (kinds: readonly Failure[]) =>
  (nth: number): Error | undefined => {
    const kind = kinds[nth - 1];
    return kind === undefined ? undefined : FAILURES[kind]();
  };

export const always = (kind: Failure) => (): Error => FAILURES[kind]();
