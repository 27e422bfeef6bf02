import type { Node, NodeAPI, NodeDef } from "node-red";
import { z } from "zod";
import { accountOf } from "./lib/node/account";
import { callsOf } from "./lib/node/calls";
import { clockOf } from "./lib/node/clock-setting";
import { deploysOf } from "./lib/node/deploys";
import { createEndpointStatus, type EndpointStatus } from "./lib/node/endpoint-status";
import { serveExports } from "./lib/node/export-route";
import { openEndpoint } from "./lib/node/http-in/endpoint";
import { mountEndpoints } from "./lib/node/http-in/endpoints";
import { CREDENTIALS } from "./lib/node/credentials";
import { plansOf } from "./lib/node/definitions";
import { plannerOf } from "./lib/node/plans";
import { recordSent } from "./lib/node/record-sent";
import { createReceiver, LARGEST_REQUEST } from "./lib/node/receive-request";
import {
  authorizationOf,
  requestOptions,
  storedRequest,
  type RequestCredentials,
} from "./lib/node/request-options";
import { validateOptions, withoutBlanks } from "./lib/node/validate";
import { codeOfFailure } from "./lib/platform/data-actions/responses";
import { isGenesysError } from "./lib/platform/errors/errors";

type RequestDef = NodeDef & Record<string, unknown>;

/** It sends no request to the platform. */
const planner = plannerOf({ inputs: z.object({}), options: storedRequest, plan: () => [] });

/** Opens the endpoint of a node; what is returned closes it. @throws GenesysError `config` */
const openFor = (
  RED: NodeAPI,
  node: Node<RequestCredentials>,
  config: RequestDef,
  status: EndpointStatus,
) => {
  accountOf(RED, config.account); // as all nodes have one; its state hinders no response
  const options = validateOptions(requestOptions, withoutBlanks(config));
  const receiver = createReceiver({
    options,
    authorization: authorizationOf(options, node.credentials ?? {}),
    calls: callsOf(RED),
    clock: clockOf(RED),
    emit: (properties) => node.send(properties),
    warn: (sentence) => node.warn(sentence),
  });
  const close = openEndpoint(RED, node, {
    ...{ method: options.method, path: options.path, largestBody: LARGEST_REQUEST },
    admit: receiver.admit,
    receive: async (received) => {
      status.received();
      const response = await receiver.receive(received);
      const code = codeOfFailure(response);
      if (code !== undefined) status.unusable(code);
      return response;
    },
    onRefused: status.refused,
    onFailure: (error) => node.error(failed(error)),
    onTaken: (by) => {
      status.unusable(by === undefined ? undefined : "config");
      if (by !== undefined) node.error(taken(`${options.method} ${options.path}`, by));
    },
  });
  return (removed: boolean): void => {
    close(removed);
    receiver.close();
  };
};

/** A source node: Genesys Cloud sends it requests, and genesys-request-out returns the responses. */
const genesysRequestIn = (RED: NodeAPI): void => {
  const afterDeploys = deploysOf(RED);
  plansOf(RED).set("genesys-request-in", planner);
  mountEndpoints(RED);
  serveExports(RED);
  RED.nodes.registerType<Node<RequestCredentials>, RequestDef, object, RequestCredentials>(
    "genesys-request-in",
    function (this: Node<RequestCredentials>, config: RequestDef) {
      RED.nodes.createNode(this, config);
      recordSent(RED, this, config.account);
      const status = createEndpointStatus(RED, this, clockOf(RED), false);
      let stop: (removed: boolean) => void = () => undefined;
      try {
        stop = openFor(RED, this, config, status);
      } catch (error) {
        if (!isGenesysError(error)) throw error;
        status.unusable(error.code);
        this.error(error.message);
      }
      const leave = afterDeploys(() => {
        leave();
        status.repeat();
      });
      this.on("close", (removed: boolean, done: () => void) => {
        leave();
        stop(removed);
        status.close();
        done();
      });
    },
    { credentials: CREDENTIALS.requestIn },
  );
};

const taken = (route: string, by: string): string =>
  `${route} belongs to the node "${by}", so this node receives nothing. Choose another path or method.`;
/** Without the request: it may be a stranger's. */
const failed = (error: unknown): string =>
  isGenesysError(error)
    ? error.message
    : `A request could not be processed: ${error instanceof Error ? error.name : "unknown error"}.`;

export = Object.assign(genesysRequestIn, { options: requestOptions, planner });
