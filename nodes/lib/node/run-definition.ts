import type { NodeAPI } from "node-red";
import type { z } from "zod";
import type { AccountNode } from "./account";
import type { NodeDefinition } from "./definition";
import type { StatusLine } from "./status";
import { observed, observedAccount, reportingOf, type Way } from "./under-way";

/** What one message brings to `run`. */
interface Running<I extends z.ZodObject, O extends z.ZodObject> {
  present: AccountNode;
  way: Way;
  status: StatusLine;
  signal: AbortSignal;
  inputs: z.output<I>;
  options: z.output<O>;
}

/** Calls `run` of a declaration with all that it is given; also returns what `output` and `trace` are given of it. */
export const runDefinition = async <I extends z.ZodObject, O extends z.ZodObject, R>(
  RED: NodeAPI,
  definition: NodeDefinition<I, O, R>,
  { present, way, status, signal, inputs, options }: Running<I, O>,
) => {
  const given = { account: observedAccount(present, way), options, inputs };
  const result = await definition.run({
    ...given,
    // Made when it is used: a message that needs no client needs no credentials.
    get client() {
      return observed(present.client(), way, status);
    },
    signal,
    turn: way.turn,
    ...reportingOf(way, status),
    directory: workingDirectory(RED),
  });
  return { given, result };
};

const workingDirectory = ({ settings }: NodeAPI): string => {
  const { fileWorkingDirectory } = settings as { fileWorkingDirectory?: unknown };
  return typeof fileWorkingDirectory === "string" && fileWorkingDirectory !== ""
    ? fileWorkingDirectory
    : process.cwd();
};
