import type { Node, NodeAPI, NodeDef } from "node-red";
import { z } from "zod";
import { isId } from "./lib/facts/ids";
import { accountOf } from "./lib/node/account";
import { clockOf } from "./lib/node/clock-setting";
import { deploysOf } from "./lib/node/deploys";
import { createEndpointStatus, type EndpointStatus } from "./lib/node/endpoint-status";
import { entriesOf, unsetComplaint } from "./lib/node/environment";
import { openEndpoint } from "./lib/node/http-in/endpoint";
import { mountEndpoints } from "./lib/node/http-in/endpoints";
import { asPath, pathComplaint } from "./lib/node/http-in/path";
import { createIntake } from "./lib/node/open-messages";
import { ledgerOf } from "./lib/node/open-messages-ledger";
import { CREDENTIALS } from "./lib/node/credentials";
import { plansOf } from "./lib/node/definitions";
import { plannerOf } from "./lib/node/plans";
import { recordSent } from "./lib/node/record-sent";
import { sharedParts } from "./lib/node/runtime-state";
import { validateOptions, withoutBlanks } from "./lib/node/validate";
import { findOpenIntegrationId } from "./lib/platform/api/open-integrations";
import { configError, isGenesysError } from "./lib/platform/errors/errors";
import { createLedger, type Ledger } from "./lib/platform/open-messaging/ledger";
import { MESSAGE_TYPES } from "./lib/platform/open-messaging/message";
import { messageOfOpen } from "./lib/platform/open-messaging/output";
import { step } from "./lib/platform/plan/step";
import { createClosing } from "./lib/platform/time/clock";

/** As a dialog has them: the path may still be missing. */
const stored = z.object({
  path: z.string().default(""),
  integration: z.string().default(""),
  /** None chosen: all. */
  types: z.preprocess(entriesOf, z.array(z.enum(MESSAGE_TYPES)).default([])),
  answerBeforeFlow: z.boolean().default(true),
  unsigned: z.boolean().default(false),
  raw: z.boolean().default(false),
  /** For the dialog only: what a proxy in front of Node-RED makes of its address. */
  publicUrl: z.string().default(""),
});

const options = stored.extend({
  path: z
    .string()
    .transform(asPath)
    .superRefine((path, context) => {
      const message = unsetComplaint(path.slice(1)) ?? pathComplaint(path);
      if (message !== undefined) context.addIssue({ code: "custom", message });
    }),
});

const isLookedUp = (integration: string): boolean => integration !== "" && !isId(integration);

const planner = plannerOf({
  inputs: z.object({}),
  options: stored,
  plan: ({ options: { integration } }) =>
    isLookedUp(integration) ? [step("getConversationsMessagingIntegrationsOpen", undefined, "atStart")] : [],
});

type IntegrationId = () => Promise<string> | string | undefined;

/** Looked up with each message until it is found. */
const integrationOf = (named: string, find: () => Promise<string>): IntegrationId => {
  if (named === "") return () => undefined;
  let id = isLookedUp(named) ? undefined : named;
  const remember = (found: string): string => (id = found);
  return () => id ?? Promise.resolve().then(find).then(remember);
};

interface Credentials {
  secret: unknown;
}

/** @throws GenesysError `config` where signatures are to be checked and there is no secret. */
const secretOf = (node: Node<Credentials>, isUnsigned: boolean): string | undefined => {
  if (isUnsigned) return undefined;
  // Node-RED gives a node without stored credentials none, whatever its types say.
  const { secret } = node.credentials ?? {};
  const complaint = typeof secret !== "string" || secret === "" ? "is missing" : unsetComplaint(secret);
  if (complaint === undefined) return String(secret);
  throw configError("secret", `The secret of the integration ${complaint}. Enter it in the node's dialog.`);
};

interface Parts {
  ledger: Ledger;
  status: EndpointStatus;
  signal: AbortSignal;
  /** Of what comes later than the start. */
  report: (error: unknown) => void;
}

type Config = NodeDef & Record<string, unknown>;

/** Opens the endpoint of a node; what is returned closes it. @throws GenesysError `config` */
const openFor = (RED: NodeAPI, node: Node<Credentials>, config: Config, parts: Parts) => {
  const { status, signal, report } = parts;
  const settings = validateOptions(options, withoutBlanks({ ...config }));
  const secret = secretOf(node, settings.unsigned);
  const integrationId = integrationOf(settings.integration, () =>
    findOpenIntegrationId(accountOf(RED, config.account).client(), settings.integration, { signal }),
  );
  Promise.resolve(integrationId()).catch(report);
  const intake = createIntake({
    ...{ nodeId: node.id, secret, integrationId },
    ledger: ledgerOf(RED, config.account, parts.ledger),
    types: settings.types,
    answerBeforeFlow: settings.answerBeforeFlow,
    isClosed: () => signal.aborted,
    emit: (message, body) => node.send(messageOfOpen(message, settings.raw ? body : undefined)),
    onReceived: status.received,
    onTrouble: report,
  });
  if (settings.unsigned) node.warn(UNSIGNED);
  let isWarned = false;
  return openEndpoint(RED, node, {
    ...{ method: "post", path: settings.path, onFailure: report },
    ...intake,
    onRefused: ({ code }) => {
      status.refused();
      if (code === "unsigned" && !isWarned) node.warn(FORGED);
      isWarned ||= code === "unsigned";
    },
    onTaken: (by) => {
      status.unusable(by === undefined ? undefined : "config");
      if (by !== undefined) node.error(taken(settings.path, by));
    },
  });
};

/** The endpoint for the outbound webhook of an open-messaging integration. */
const genesysOpenMessageIn = (RED: NodeAPI): void => {
  const ledger = sharedParts(RED, "received open messages", () => createLedger({ clock: clockOf(RED) }));
  const afterDeploys = deploysOf(RED);
  plansOf(RED).set("genesys-open-message-in", planner);
  mountEndpoints(RED);

  const create = function (this: Node<Credentials>, config: Config): void {
    RED.nodes.createNode(this, config);
    recordSent(RED, this, config.account);
    const closing = createClosing();
    const { signal } = closing;
    const status = createEndpointStatus(RED, this, clockOf(RED), config.unsigned === true);
    const report = (error: unknown): void => {
      if (isGenesysError(error, "closed")) return;
      if (isGenesysError(error)) status.unusable(error.code);
      this.error(sentenceOf(error));
    };
    let stop = (_removed: boolean): void => undefined;
    try {
      stop = openFor(RED, this, config, { ledger, status, signal, report });
    } catch (error) {
      report(error);
    }
    const leave = afterDeploys(() => {
      leave();
      status.repeat();
    });
    this.on("close", (removed: boolean, done: () => void) => {
      leave();
      closing.abort();
      stop(removed);
      status.close();
      done();
    });
  };
  RED.nodes.registerType("genesys-open-message-in", create, { credentials: CREDENTIALS.openMessageIn });
};

const UNSIGNED =
  "This endpoint does not check signatures. Everyone who knows its URL can send messages into this flow. " +
  "Enter the secret of the integration instead.";
const FORGED =
  "A request without a valid signature was refused with 401. If it came from Genesys Cloud, the secret here is not " +
  "that of the integration. The status counts further ones.";
const taken = (path: string, by: string): string =>
  `The path ${path} belongs to the node "${by}", so this node receives nothing. Choose another path.`;
/** Without the request: it may be a stranger's. */
const sentenceOf = (error: unknown): string =>
  isGenesysError(error)
    ? error.message
    : `A request could not be processed: ${error instanceof Error ? error.name : "unknown error"}.`;

export = Object.assign(genesysOpenMessageIn, { options, planner });
