import type { NodeAPI } from "node-red";
import { accountOf } from "../../node/account";
import { clockOf } from "../../node/clock-setting";
import { asGenesysError } from "../../node/delivery";
import { ownMessage } from "../../node/instances";
import { journalOf, type Record as Recorded } from "../../node/journal";
import { runDefinition } from "../../node/run-definition";
import { createStatus } from "../../node/status";
import { createMessagesInProgress, type Way } from "../../node/under-way";
import { GenesysError } from "../../platform/errors/errors";
import { createMessages, shownMessage, sketched } from "../messages";
import { shownValue, type Sight } from "../shown";
import type { Prepared } from "./prepare";

/** A try that waits for longer is ended: the dialog shows what has come of it so far. */
export const LONGEST_MS = 60_000;

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Both record it; the sidebar may not be open. */
const both = (one: Recorded, other: Recorded | undefined): Recorded => {
  if (other === undefined) return one;
  const all = [one, other];
  return {
    inputs: (values) => all.forEach((each) => each.inputs(values)),
    request: (facts) => all.forEach((each) => each.request(facts)),
    failed: (...failure) => all.forEach((each) => each.failed(...failure)),
    waits: (what) => all.forEach((each) => each.waits(what)),
    leg: (...search) => all.forEach((each) => each.leg(...search)),
    ended: (error) => all.forEach((each) => each.ended(error)),
  };
};

const stopped = (error: GenesysError, way: Way, isOver: boolean): GenesysError => {
  if (error.code !== "closed") return error;
  const why = isOver
    ? `The try was stopped after ${LONGEST_MS / 1000} s.`
    : "The flows were deployed meanwhile.";
  const outcome = way.fate.outcome();
  const next = outcome === "unknown" ? " Check in Genesys Cloud what has happened before you try again." : "";
  return new GenesysError("timeout", `${why}${next}`, { outcome });
};

/**
 * Runs a node once, as it is prepared. Its requests are those of the account. Aborting the signal ends it.
 *
 * @returns what came back, and the way of the message as the sidebar shows it
 */
export const runTry = async (
  RED: NodeAPI,
  { wanted, definition, inputs, options, msg }: Prepared,
  sight: Sight,
  signal: AbortSignal,
): Promise<object> => {
  const clock = clockOf(RED);
  const messages = createMessages(clock.now, () => 1);
  const { id, name } = wanted.config;
  const node = { id: textOf(id), type: wanted.type, name: textOf(name) };
  const begun = { node, accountId: wanted.account, options };
  const record = both(messages.begin(begun), journalOf(RED).begin?.(begun));
  const inProgress = createMessagesInProgress();
  const way: Way = { ...inProgress.begin(ownMessage(clock, msg)), record };
  const status = createStatus({ status: () => undefined }, clock);
  const end = clock.now() + LONGEST_MS;
  const came = (more: object): object => ({
    ran: true,
    ...more,
    message: messages.since(0).map((one) => shownMessage(one, sight))[0],
  });
  try {
    record.inputs(inputs);
    const present = accountOf(RED, wanted.account);
    const running = { present, way, status, signal, inputs, options };
    const { result, given } = await runDefinition(RED, definition, running);
    record.ended(undefined);
    return came({ output: shownValue(sketched(definition.output(result, given)), sight) });
  } catch (thrown) {
    record.ended(stopped(asGenesysError(thrown, way.fate.outcome()), way, clock.now() >= end));
    return came({});
  } finally {
    inProgress.end(way);
    status.close();
  }
};
