import type { Node, NodeAPI } from "node-red";
import { accountOf } from "../../node/account";
import { definitionsOf, plansOf, type AnyDefinition } from "../../node/definitions";
import { settledInputs } from "../../node/input-settings";
import { settledLists } from "../../node/lists";
import { prepareInputs } from "../../node/typed-inputs";
import { namingSource, storedOptions, validateInputs } from "../../node/validate";
import { configError, isGenesysError } from "../../platform/errors/errors";
import { isRead } from "../../platform/errors/act-fate";
import { isShown, type GivenForm, type Step } from "../../platform/plan/step";
import type { Wanted } from "./wanted";

type Values = Record<string, unknown>;

/** A node with the values of one message: what is shown is what is sent. */
export interface Prepared {
  wanted: Wanted;
  definition: AnyDefinition;
  inputs: Values;
  options: Values;
  msg: Values;
  /** Empty where only a response decides. */
  steps: Step[];
  /** Does it change anything, as far as is known? */
  acts: boolean;
}

/** They have no request that could be shown, or only wait. A node that listens is not in the list of declarations. */
const NOT_TRIED: ReadonlySet<string> = new Set(["genesys-simulate", "genesys-wait", "genesys-request-out"]);

/** @throws GenesysError `config` */
const definitionOf = (RED: NodeAPI, type: string): AnyDefinition => {
  const found = NOT_TRIED.has(type) ? undefined : definitionsOf(RED).get(type)?.();
  if (found !== undefined) return found;
  throw configError("type", "This node sends no request for a message. It cannot be tried.");
};

/**
 * Where flow context and variables are read: the node as it is deployed, or another one of its tab, or else the account, which has
 * the global context only.
 */
const placeOf = (RED: NodeAPI, { config, account }: Wanted): Node => {
  const ids = [config["id"]];
  RED.nodes.eachNode((node) => {
    if (node.z !== undefined && node.z === config["z"]) ids.push(node.id);
  });
  for (const id of ids) {
    const found = typeof id === "string" ? (RED.nodes.getNode(id) as Node | null) : null;
    if (found !== null) return found;
  }
  return accountOf(RED, account);
};

const configOf = ({ config, conversation }: Wanted): Values =>
  conversation === undefined
    ? config
    : { ...config, conversationId: conversation, conversationIdType: "str" };

/** As the form of a node that calls any operation shows its values. */
const formOf = ({ parameters, body }: Values): GivenForm => {
  const given = Object.entries(typeof parameters === "object" && parameters !== null ? parameters : {});
  return {
    parameters: Object.fromEntries(given.map(([name, value]) => [name, { value: value as unknown }])),
    ...(body === undefined ? {} : { body }),
  };
};

/** What the message does not bring is as blank as what the dialog does not have. */
const withBlanks = (config: Values, { inputs: { shape } }: AnyDefinition, inputs: Values): Values => ({
  ...config,
  ...Object.fromEntries(
    Object.keys(shape).flatMap((name) => (inputs[name] === undefined ? [[name, ""]] : [])),
  ),
});

const stepsOf = (RED: NodeAPI, { type, grant }: Wanted, config: Values, inputs: Values): Step[] => {
  const isAny = type === "genesys-api";
  const fixed = isAny
    ? { ...config, operation: inputs["operation"], operationType: "str" }
    : withBlanks(config, definitionOf(RED, type), inputs);
  return (
    plansOf(RED)
      .get(type)?.(fixed, grant, isAny ? formOf(inputs) : undefined)
      .steps() ?? []
  ).filter(isShown);
};

/**
 * Evaluates and checks what a message would bring to the node. Sends nothing.
 *
 * @throws GenesysError `config` or `input`, as the node itself would
 */
export const prepareTry = async (RED: NodeAPI, wanted: Wanted): Promise<Prepared> => {
  const definition = definitionOf(RED, wanted.type);
  accountOf(RED, wanted.account);
  const place = placeOf(RED, wanted);
  const config = settledLists(RED, place, definition.options, settledInputs(definition, configOf(wanted)));
  const options = storedOptions(definition.options, config);
  const msg = { ...wanted.msg, _msgid: RED.util.generateId() };
  try {
    const read = await prepareInputs(RED, place, config, definition.inputs.shape)(msg).all();
    const inputs = validateInputs(definition.inputs, read, config);
    const steps = stepsOf(RED, wanted, config, inputs);
    const requests = steps.flatMap((step) => step.requests);
    return {
      ...{ wanted, definition, inputs, options, msg, steps },
      acts: requests.length === 0 || !requests.every(isRead),
    };
  } catch (error) {
    throw isGenesysError(error) ? namingSource(error, config) : error;
  }
};
