import type { Node, NodeAPI, NodeDef, NodeMessage } from "node-red";
import type { z } from "zod";
import { createClosing, steadily } from "../platform/time/clock";
import type { GenesysError } from "../platform/errors/errors";
import type { Turn } from "../platform/types";
import { aboutConversation } from "./about";
import { followAccount, type AccountNode } from "./account";
import { clockOf } from "./clock-setting";
import type { About, NodeDefinition, Values } from "./definition";
import { accountClosed, asGenesysError, finish, succeeded, withProperties, type Done } from "./delivery";
import { definitionsOf, plansOf, type AnyDefinition } from "./definitions";
import { genesysOf, ownMessage } from "./instances";
import { journalOf } from "./journal";
import { createLanes, freeTurn } from "./lanes";
import { settledLists } from "./lists";
import { runDefinition } from "./run-definition";
import { asSequence } from "./sequence";
import { settledInputs } from "./input-settings";
import { plannerOf } from "./plans";
import { createStatus, type StatusLine } from "./status";
import { storedName, traceText } from "./trace";
import { prepareInputs, type Reading } from "./typed-inputs";
import { beginning, createMessagesInProgress, takeTurn, type Way } from "./under-way";
import { namingSource, storedOptions, validateInputs } from "./validate";

type Message = NodeMessage & Values;
type Send = (msg: NodeMessage | (NodeMessage | NodeMessage[] | null)[]) => void;

/**
 * Makes a node of a declaration and keeps seven promises for it: typed inputs are evaluated, input is validated
 * before anything is sent, messages about one conversation act in the order in which they came in, the status line is
 * true, `done` is called exactly once, closing aborts, and the messages in progress at that time are counted in the
 * log.
 */
export const defineNode = <I extends z.ZodObject, O extends z.ZodObject, R>(
  definition: NodeDefinition<I, O, R>,
) => {
  const planner = plannerOf(definition);
  const { outputs = { count: 1, of: () => 0 } } = definition;
  const register = (RED: NodeAPI): void => {
    plansOf(RED).set(definition.type, planner);
    definitionsOf(RED).set(definition.type, () => definition as unknown as AnyDefinition);
    RED.nodes.registerType(definition.type, function (this: Node, config: NodeDef & Values) {
      RED.nodes.createNode(this, config);
      definition.deployed?.(RED, config);
      const closing = createClosing();
      const status = createStatus(this, steadily(clockOf(RED)), (key, values) => RED._(key, values));
      const settings = settledLists(RED, this, definition.options, settledInputs(definition, config));
      const readInputs = prepareInputs(RED, this, settings, definition.inputs.shape);
      const options = attempt(() => storedOptions(definition.options, settings), status);
      const account = followAccount(RED, config.account, ({ kind }) =>
        status.hold(kind === "ready" ? undefined : kind),
      );
      attempt(account.get, status);
      const inProgress = createMessagesInProgress();
      const join = createJoining(definition);

      const handle = async (msg: Message, way: Way): Promise<Values | Values[]> => {
        account.get(); // reports a missing account before the turn comes, and is called again when it has
        options();
        way.record = journalOf(RED).begin?.({ node: this, accountId: account.get().id, options: options() });
        const reading = readInputs(msg);
        way.turn = await join(reading);
        const inputs = validateInputs(definition.inputs, await reading.all(), settings);
        await takeTurn(way, inputs, closing.signal);
        const present = account.get();
        const running = { present, way, status, inputs, signal: closing.signal, options: options() };
        const { result, given } = await runDefinition(RED, definition, running);
        way.ran = true;
        const facts = genesysOf(msg, () => present, way.facts && { ...way.facts, ...way.notes });
        const output = definition.output(result, given);
        way.output = outputs.of(result);
        way.trace = traceText(present.successStatus, clockOf(RED).now(), () =>
          definition.trace(result, {
            inputs: given.inputs,
            options: given.options,
            nameOf: (id) => storedName(config.names, id),
          }),
        );
        return Array.isArray(output) ? output.map((one) => ({ ...one, ...facts })) : { ...output, ...facts };
      };

      const succeed = (msg: Message, properties: Values | Values[], at = 0, send: Send): void => {
        if (closing.signal.aborted) return;
        const isMany = Array.isArray(properties);
        send(isMany ? asSequence(RED, msg, properties) : onOutput(at, succeeded(msg, properties)));
      };

      /** The error for `done`, where it does not leave by the output for errors. */
      const fail = (msg: Message, error: GenesysError, send: Send): GenesysError | undefined => {
        if (closing.signal.aborted) return undefined;
        if (config.errorOutput !== true) return error;
        send(onOutput(outputs.count, withProperties(msg, errorIn(error, msg, account.get))));
        return undefined;
      };

      // An async listener that rejects takes Node-RED down, and the runtime counts the parameters: hence this form.
      this.on("input", (msg: Message, send: Send, done: Done) => {
        const way = inProgress.begin(ownMessage(clockOf(RED), msg));
        const end = beginning(status, way);
        const leave = (error: GenesysError | undefined): void => {
          inProgress.end(way); // once the message has been sent on: the next one comes out behind it
          finish(this, msg, done, error);
        };
        handle(msg, way)
          .then((properties) => {
            end(undefined);
            succeed(msg, properties, way.output, send);
          })
          .catch((thrown: unknown) => {
            const error = namingSource(
              asGenesysError(thrown, way.ran === true ? "done" : "unknown"),
              settings,
            );
            const reported = error.code === "closed" ? accountClosed(error) : error;
            end(reported);
            return fail(msg, reported, send);
          })
          .then(
            (error) => leave(error ?? undefined),
            (thrown: unknown) => leave(asGenesysError(thrown)),
          );
      });

      this.on("close", (done: () => void) => {
        const ended = inProgress.report();
        if (ended !== undefined) this.warn(ended);
        closing.abort();
        account.leave();
        status.close();
        done();
      });
    });
  };
  // For docs/endpoints.md, and for the specs that hold the dialogs against the schemas.
  return Object.assign(register, { definition, planner });
};

const errorIn = (error: GenesysError, msg: Message, account: () => AccountNode): Values => {
  const { code, message, cause } = error;
  return { error: { code, message, cause }, ...genesysOf(msg, account) };
};

/** A message for one of the outputs. */
const onOutput = (output: number, msg: NodeMessage): (NodeMessage | null)[] => [
  ...new Array<null>(output).fill(null),
  msg,
];

/** Tries at once, so that a mistake shows before the first message. Each message then gets the same result. */
const attempt = <T>(make: () => T, status: StatusLine): (() => T) => {
  try {
    const made = make();
    return () => made;
  } catch (error) {
    status.unusable(asGenesysError(error).code);
    return make;
  }
};

/** Messages join their lanes in the order in which they came in: one whose key is not read yet holds back the later ones. */
const createJoining = ({ inputs, about = aboutConversation }: { inputs: z.ZodObject; about?: About }) => {
  const lanes = createLanes();
  const isAbout = about.inputs.some((name) => name in inputs.shape);
  let before: Promise<unknown> = Promise.resolve();
  return (reading: Reading): Promise<Turn> => {
    if (!isAbout) return Promise.resolve(freeTurn);
    const joined = before
      .then(() => reading.of(about.inputs))
      .then((values) => lanes.join(about.key(values)));
    before = joined.catch(() => undefined);
    return joined;
  };
};
