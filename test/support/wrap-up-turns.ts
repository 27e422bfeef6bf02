import { wrapUp, type WrapUpOrder, type WrapUpResult } from "../../nodes/lib/platform/wrap-up/wrap-up";
import { createClosing } from "../../nodes/lib/platform/time/clock";
import type { GenesysError } from "../../nodes/lib/platform/errors/errors";
import type { Exchange } from "../../nodes/lib/platform/types";
import { ok, openScripted } from "./scripted-client";

const CODES = ["a", "b"].map((id) => ({ id, name: `Code ${id}` }));
const ENDED = {
  state: "terminated",
  connectedTime: "2026-03-02T09:00:00.000Z",
  disconnectedTime: "2026-03-02T09:01:00.000Z",
  afterCallWork: { state: "pending" },
};

export type Answer = Exchange | Error | undefined;

/** A platform that accepts a wrap-up and shows none before the spec says so. Agent `p` has the calls `k` and `l`. */
export const openPlatform = (answerSend: (nth: number) => Answer = () => ok()) => {
  const shown: { wrapup?: object; isSilent?: boolean; read?: Answer } = {};
  const sent: unknown[] = [];
  const conversation = () => {
    const { wrapup } = shown;
    const k = { id: "k", ...ENDED, ...(wrapup === undefined ? {} : { wrapup }) };
    const l = { id: "l", ...ENDED };
    const agent = { purpose: "agent", userId: "u", queueId: "q" };
    return { id: "c", participants: [{ id: "p", ...agent, calls: [k, l] }] };
  };
  const opened = openScripted(({ method, url, body }) => {
    if (method !== "GET") {
      sent.push(JSON.parse(String(body)));
      return answerSend(sent.length);
    }
    if (url.endsWith("/wrapupcodes")) return ok(CODES);
    if (shown.isSilent === true) return undefined;
    return shown.read ?? ok(conversation());
  });
  const order: WrapUpOrder = {
    ...{ action: "apply", when: "now", code: "a", provisional: false, verify: false, deadlineSeconds: 60 },
  };
  const closing = createClosing();
  const start = (more: Partial<WrapUpOrder> = {}, communicationId = "k", { signal } = closing) => {
    const target = { conversationId: "c", target: "ids", which: "newest", communicationId } as const;
    return wrapUp(opened.client, target, { ...order, ...more }, { signal, waiting: () => undefined });
  };
  const run = (...given: Parameters<typeof start>): Promise<WrapUpResult> =>
    opened.clock.runUntil(start(...given));
  return { ...opened, sent, shown, start, run };
};

/** Another code is there, so nothing was sent. */
export const isConflict = (error: GenesysError): boolean =>
  error.code === "conflict" && error.cause.outcome === "notSent";
