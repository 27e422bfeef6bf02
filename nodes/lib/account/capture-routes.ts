import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { z } from "zod";
import { textOfCapture, type Capture } from "../capture/format";
import { sharedParts } from "../node/runtime-state";
import { validateOptions } from "../node/validate";
import { configError, isGenesysError } from "../platform/errors/errors";
import type * as recorder from "../recorder/record";
import type { AccountContext } from "./account-context";
import { idOf, type Routes } from "../node/dialog-routes";

/** Captures that are taken in the dialog of an account. Only the file without anything personal leaves Node-RED. */

const load = createRequire(__filename);

const question = z.object({
  action: z.enum(["start", "look", "finish"]),
  conversationId: z
    .string()
    .regex(/^\s*[\w-]{1,100}\s*$/)
    .optional(),
  /** Names of attributes that stay. */
  keepNames: z.array(z.string().min(1).max(200)).max(100).default([]),
  /** What `start` returned. */
  capture: z.string().max(100).optional(),
});

interface Running {
  accountId: string;
  records: number;
  /** The dialog asks all the time while it is open. */
  lookedAt: number;
  stop: () => void;
  /** How it ended. */
  made?: Capture;
  failed?: unknown;
  done: Promise<void>;
}

/** Of all accounts together: each holds a conversation in memory. */
const MOST = 5;
/** A dialog that has not asked for so long was left. */
const LEFT_MS = 600_000;

const start = (
  context: AccountContext,
  accountId: string,
  conversationId: string,
  keepNames: string[],
): Running => {
  const deployed = context.deployed(accountId);
  if (deployed === undefined)
    throw configError(
      "account",
      "The account is not deployed. Deploy it first: its client records the conversation.",
    );
  const { clock } = context;
  const { startRecording } = load("../recorder/record") as typeof recorder;
  const running: Running = {
    ...{ accountId, records: 0, lookedAt: clock.now(), stop: () => undefined, done: Promise.resolve() },
  };
  const { done, stop } = startRecording({
    ...{ clock: deployed.client().clock, client: deployed.client(), events: deployed.events(), keepNames },
    observe: deployed.observe,
    conversationId,
    onProgress: (records) => {
      running.records = records;
      if (clock.now() - running.lookedAt > LEFT_MS) stop();
    },
  });
  running.stop = stop;
  running.done = done.then(
    (made) => void (running.made = made),
    (error: unknown) => void (running.failed = error ?? new Error("unknown")),
  );
  return running;
};

const stateOf = ({ records, made, failed }: Running): object => {
  if (failed !== undefined) throw isGenesysError(failed) ? failed : new Error("The recording failed.");
  return { ok: true, records, isDone: made !== undefined };
};

const fileOf = ({ made }: Running): object =>
  made === undefined
    ? { ok: true }
    : { ok: true, fileName: `capture-${made.conversationId.slice(0, 8)}.json`, text: textOfCapture(made) };

export const serveCaptures = (context: AccountContext, routes: Routes): void => {
  const all = sharedParts(context.RED, "captures", () => new Map<string, Running>());

  const drop = (name: string): void => {
    all.get(name)?.stop();
    all.delete(name);
  };
  const dropLeft = (): void => {
    for (const [name, { lookedAt }] of all) if (context.clock.now() - lookedAt > LEFT_MS) drop(name);
  };
  const begin = (accountId: string, conversationId: string | undefined, keepNames: string[]): object => {
    if (conversationId === undefined)
      throw configError("conversationId", "Enter the id of a conversation that is running.");
    dropLeft();
    if (all.size >= MOST)
      throw configError(
        "conversationId",
        `${MOST} conversations are being captured. End one of these first.`,
      );
    const name = randomUUID();
    all.set(name, start(context, accountId, conversationId.trim(), keepNames));
    return { ok: true, capture: name };
  };

  routes.write("/account/:id/capture", async (request) => {
    const {
      action,
      conversationId,
      keepNames,
      capture = "",
    } = validateOptions(question, {
      ...(request.body as object),
    });
    if (action === "start") return begin(idOf(request), conversationId, keepNames);
    const running = all.get(capture);
    if (running?.accountId !== idOf(request))
      throw configError("capture", "This capture does not exist any more. Start it again.");
    running.lookedAt = context.clock.now();
    if (action === "finish") {
      running.stop();
      await running.done;
      all.delete(capture);
      return { ...stateOf(running), ...fileOf(running) };
    }
    if (running.failed !== undefined) all.delete(capture);
    return stateOf(running);
  });
};
