import type { Clock } from "../types";
import type { Contract } from "./contract";
import { errorResponse, type ActionResponse } from "./responses";

/** As many calls are remembered after their end, so that a second or a late response is recognised. */
const MOST_ENDED = 10_000;

/** What became of a response: a late one is dropped. */
export type Delivery = "sent" | "late" | "answered" | "unknown";

interface CallSettings {
  limitMs: number;
  output: Contract;
  /** Called for the first response that comes after the time limit, with how late it is. */
  onLate: (lateByMs: number) => void;
}

export interface Call {
  /** Text, so that it survives function nodes, clones and stores: nothing of the HTTP request is on the message. */
  id: string;
  /** Never rejects. */
  response: Promise<ActionResponse>;
}

/** The requests of the platform that the flows have received and not answered. */
export interface Calls {
  begin(settings: CallSettings): Call;
  /** The contract of the response; undefined: the request is not open. */
  outputOf(id: string): Contract | undefined;
  answer(id: string, response: ActionResponse): Delivery;
  /** The node that received it is closed. */
  close(id: string): void;
}

interface Open {
  respond: (response: ActionResponse) => void;
  output: Contract;
  cancel: () => void;
}

/** Called once, for a response that is late; undefined of a request that was answered. */
type Ended = ((now: number) => void) | undefined;

const timedOut = (limitMs: number): ActionResponse =>
  errorResponse({
    code: "timeout",
    message: `The flow did not respond within ${limitMs / 1000} seconds. Its response will be dropped.`,
  });

const CLOSED: ActionResponse = {
  status: 503,
  body: { code: "closed", message: "The flow was restarted before it responded. Send the request again." },
  headers: { "Retry-After": "1" },
};

export const createCalls = (clock: Clock, makeId: () => string): Calls => {
  const open = new Map<string, Open>();
  const ended = new Map<string, Ended>();

  const end = (id: string, response: ActionResponse, late: Ended): void => {
    const call = open.get(id);
    if (call === undefined) return;
    call.cancel();
    open.delete(id);
    ended.set(id, late);
    const [oldest] = ended.keys();
    if (ended.size > MOST_ENDED && oldest !== undefined) ended.delete(oldest);
    call.respond(response);
  };

  return {
    begin: ({ limitMs, output, onLate }) => {
      const id = makeId();
      const dueAt = clock.now() + limitMs;
      const response = new Promise<ActionResponse>((respond) => {
        const onLimit = (): void => end(id, timedOut(limitMs), (now) => onLate(now - dueAt));
        open.set(id, { respond, output, cancel: clock.after(limitMs, onLimit) });
      });
      return { id, response };
    },
    outputOf: (id) => open.get(id)?.output,
    answer: (id, response) => {
      if (open.has(id)) {
        end(id, response, undefined);
        return "sent";
      }
      if (!ended.has(id)) return "unknown";
      const late = ended.get(id);
      if (late === undefined) return "answered";
      late(clock.now());
      ended.set(id, () => undefined); // one warning is enough
      return "late";
    },
    close: (id) => end(id, CLOSED, () => undefined),
  };
};
