import { nodeNamed } from "../file/names";
import type { Step } from "../file/schema";
import { ACT_FACTS } from "../../facts/acts";
import type { FlowNode } from "../../flow-check/types";
import type { Headless } from "../world/headless";
import type { CaseTime } from "../time/time";
import type { CaseOrg } from "./org";
import { shownOf } from "./plain";
import type { References } from "./references";
import type { Timeline } from "./timeline";

/** What happens in a case, one step after the other. A step is over when nothing happens any more at this moment. */

export interface StepParts {
  flow: readonly FlowNode[];
  headless: Pick<Headless, "nodeById" | "port">;
  org: CaseOrg;
  time: CaseTime;
  timeline: Timeline;
  references: References;
}

type StepOf<K extends string> = Extract<Step, Record<K, unknown>>;

/** The conversation that an act without one is about: that of the last act that had or made one, or else the newest. */
export interface Conversation {
  id: string | undefined;
}

const act = async (
  { act: name, as, ...details }: StepOf<"act">,
  { org, time, references }: StepParts,
  last: Conversation,
): Promise<void> => {
  if (name === "timePasses") return void (await time.run(() => false, Number(details["seconds"]) * 1000));
  if (name === "reset") throw new Error("A case has an organisation of its own, which cannot be reset.");
  const known = needsConversation(name) ? (last.id ?? newestIn(org)) : undefined;
  const input = { ...(known !== undefined && { conversationId: known }), ...details };
  const result = await passing(time, org.control(name, input));
  const { conversationId } = (typeof result === "object" && result !== null ? result : {}) as {
    conversationId?: string;
  };
  last.id = conversationId ?? (details["conversationId"] as string | undefined) ?? last.id;
  if (as !== undefined) references.set(as, { ...(result as object), conversationId: last.id });
};

/** An act that may begin a conversation begins one, unless it names another. */
const needsConversation = (name: string): boolean =>
  Object.hasOwn(ACT_FACTS, name) && ACT_FACTS[name]?.conversation === "required";

/** What the organisation does may need time, such as a data action that the flow answers after a while. */
const LONGEST_ACT_MS = 300_000;

/** Lets time pass until the promise has settled. */
const passing = async <T>(time: CaseTime, promise: Promise<T>): Promise<T> => {
  let isSettled = false;
  const settle = (): void => void (isSettled = true);
  promise.then(settle, settle);
  if (await time.run(() => isSettled, LONGEST_ACT_MS)) return promise;
  throw new Error(`It has not ended after ${LONGEST_ACT_MS / 1000} s.`);
};

/** The conversation that began last. */
export const newestIn = ({ simulator }: Pick<CaseOrg, "simulator">): string | undefined =>
  [...simulator.store.conversations.keys()].at(-1);

/** The request is sent, and not waited for: the flow may need time for its response. */
const request = (
  { http: { method = "GET", path, headers = {}, body }, as = "http" }: StepOf<"http">,
  { headless, timeline, references }: StepParts,
): void => {
  const isJson = body !== undefined && typeof body !== "string";
  const failed = (error: unknown): void => {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? cause.message : message;
    timeline.add({ kind: "response", name: as, status: 0, headers: {}, body: why });
  };
  const answered = async (response: Response): Promise<void> => {
    const text = await response.text();
    const parsed = /json/.test(response.headers.get("content-type") ?? "") ? parsedOf(text) : text;
    const seen = {
      name: as,
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: parsed,
    };
    references.set(as, seen);
    timeline.add({ kind: "response", ...seen });
  };
  fetch(`http://127.0.0.1:${headless.port}${path}`, {
    method,
    redirect: "manual",
    headers: { ...(isJson && { "content-type": "application/json" }), ...headers },
    ...(body !== undefined && { body: isJson ? JSON.stringify(body) : body }),
  })
    .then(answered, failed)
    .catch(failed);
};

const parsedOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

/** Messages of a test are its own: the flow may change them. */
const receive = (wanted: string, msg: Record<string, unknown>, { flow, headless }: StepParts): void => {
  const node = headless.nodeById(nodeNamed(flow, wanted).id);
  if (node === undefined)
    throw new Error(`The node "${wanted}" does not run: it is disabled, or it is in a subflow.`);
  node.receive(structuredClone(msg));
};

const textOf = (step: Step): string => {
  if ("press" in step) return `press "${String(step.press)}"`;
  if ("send" in step) return `send ${shownOf(step.send)} to "${String(step.to)}"`;
  if ("act" in step) {
    const { act: name, as: _as, ...details } = step;
    return `act ${String(name)} ${shownOf(details)}`;
  }
  if ("http" in step) return `http ${step.http.method ?? "GET"} ${step.http.path}`;
  if ("fault" in step) return `fault ${shownOf(step)}`;
  return "settings" in step ? `settings ${shownOf(step.settings)}` : `${step.pass} s pass`;
};

const doStep = async (step: Step, parts: StepParts, last: Conversation): Promise<void> => {
  const { org, time } = parts;
  if ("act" in step) await act(step, parts, last);
  else if ("press" in step) receive(step.press, {}, parts);
  else if ("send" in step) receive(step.to, step.send, parts);
  else if ("http" in step) request(step, parts);
  else if ("fault" in step) await passing(time, org.control("faults", step));
  else if ("settings" in step) await passing(time, org.control("settings", step.settings));
  else await time.run(() => false, step.pass * 1000);
};

/** @throws Error naming the step that is not possible */
export const doSteps = async (
  steps: readonly Step[],
  parts: StepParts,
  last: Conversation,
): Promise<void> => {
  for (const written of steps) {
    try {
      const step = parts.references.resolve(written);
      parts.timeline.add({ kind: "step", text: textOf(step) });
      await doStep(step, parts, last);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`${textOf(written)}: ${reason}`, { cause: error });
    }
    await parts.time.run(() => false, 0);
  }
};
