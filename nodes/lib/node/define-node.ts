import type { Node, NodeAPI, NodeDef, NodeMessage } from "node-red";
import type { z } from "zod";
import { createClosing, steadily } from "../platform/clock";
import type { GenesysError } from "../platform/errors";
import type { CallFacts, Client } from "../platform/types";
import { followAccount } from "./account";
import { clockOf } from "./clock-setting";
import type { NodeDefinition, Values } from "./definition";
import { accountClosed, asGenesysError, finish, succeeded, withProperties, type Done } from "./delivery";
import { asSequence } from "./sequence";
import { createStatus, type StatusLine } from "./status";
import { prepareInputs } from "./typed-inputs";
import { validateInputs, validateOptions, withoutBlanks } from "./validate";

type Message = NodeMessage & Values;
type Send = (msg: NodeMessage | (NodeMessage | NodeMessage[] | null)[]) => void;
/** What became known of a message on its way: the call that was answered last, and whether all of it was done. */
interface Seen {
  facts?: CallFacts;
  ran?: boolean;
}

/**
 * Makes a node of a declaration and keeps five promises for it: typed inputs are evaluated, input is validated before
 * anything is sent, the status line tells the truth, `done` is called exactly once, and closing aborts.
 */
export const defineNode = <I extends z.ZodObject, O extends z.ZodObject, R>(
  definition: NodeDefinition<I, O, R>,
) => {
  const register = (RED: NodeAPI): void => {
    RED.nodes.registerType(definition.type, function (this: Node, config: NodeDef & Values) {
      RED.nodes.createNode(this, config);
      const closing = createClosing();
      const status = createStatus(this, steadily(clockOf(RED)));
      const readInputs = prepareInputs(RED, this, config, Object.keys(definition.inputs.shape));
      const options = attempt(() => validateOptions(definition.options, withoutBlanks(config)), status);
      const account = followAccount(RED, config.account, ({ kind }) =>
        status.hold(kind === "ready" ? undefined : kind),
      );
      attempt(account.get, status);

      const handle = async (msg: Message, seen: Seen): Promise<Values | Values[]> => {
        const given = {
          account: account.get(),
          options: options(),
          inputs: validateInputs(definition.inputs, await readInputs(msg).all(), config),
        };
        const result = await definition.run({
          ...given,
          // Put together when it is asked for: what needs no client needs no credentials.
          get client() {
            return observed(given.account.client(), (facts) => (seen.facts = facts));
          },
          signal: closing.signal,
          waiting: status.waiting,
        });
        seen.ran = true;
        const facts = seen.facts === undefined ? {} : { genesys: seen.facts };
        const output = definition.output(result, given);
        return Array.isArray(output) ? output.map((one) => ({ ...one, ...facts })) : { ...output, ...facts };
      };

      const succeed = (msg: Message, properties: Values | Values[], send: Send): void => {
        if (closing.signal.aborted) return;
        send(Array.isArray(properties) ? asSequence(RED, msg, properties) : succeeded(msg, properties));
      };

      /** The error for `done`, where it does not leave by the second output. */
      const fail = (msg: Message, error: GenesysError, send: Send): GenesysError | undefined => {
        if (closing.signal.aborted) return undefined;
        if (config.errorOutput !== true) return error;
        const { code, message, cause } = error;
        send([null, withProperties(msg, { error: { code, message, cause } })]);
        return undefined;
      };

      // An async listener that rejects takes Node-RED down, and the runtime counts the parameters: hence this form.
      this.on("input", (msg: Message, send: Send, done: Done) => {
        const end = status.begin();
        const seen: Seen = {};
        handle(msg, seen)
          .then((properties) => {
            end();
            succeed(msg, properties, send);
          })
          .catch((thrown: unknown) => {
            const error = asGenesysError(thrown, seen.ran === true ? "done" : "unknown");
            const told = error.code === "closed" ? accountClosed(error) : error;
            end(told.code);
            return fail(msg, told, send);
          })
          .then(
            (error) => finish(this, msg, done, error ?? undefined),
            (thrown: unknown) => finish(this, msg, done, asGenesysError(thrown)),
          );
      });

      this.on("close", (done: () => void) => {
        closing.abort();
        account.leave();
        status.close();
        done();
      });
    });
  };
  // For the specs that hold the dialogs against the schemas.
  return Object.assign(register, { definition });
};

/** Tries at once, so that a mistake shows before the first message, and tells the outcome to each message anew. */
const attempt = <T>(make: () => T, status: StatusLine): (() => T) => {
  try {
    const made = make();
    return () => made;
  } catch (error) {
    status.unusable(asGenesysError(error).code);
    return make;
  }
};

const observed = (client: Client, onFacts: (facts: CallFacts) => void): Client => ({
  ...client,
  request: (request, options) => client.request(request, { onFacts, ...options }),
});
