import type { Node, NodeAPI, NodeDef } from "node-red";
import { z } from "zod";
import { accountOf } from "./lib/node/account";
import { callsOf } from "./lib/node/calls";
import { clockOf } from "./lib/node/clock-setting";
import { openEndpoint } from "./lib/node/http-in/endpoint";
import { plannerOf, plansOf } from "./lib/node/plans";
import { createReceiver, LARGEST_REQUEST } from "./lib/node/receive-request";
import {
  authorizationOf,
  requestOptions,
  storedRequest,
  type RequestCredentials,
} from "./lib/node/request-options";
import { serveExports } from "./lib/node/export-route";
import { createStatus } from "./lib/node/status";
import { traceText } from "./lib/node/trace";
import { validateOptions, withoutBlanks } from "./lib/node/validate";
import type { ActionResponse } from "./lib/platform/data-actions/responses";
import { isGenesysError, type ErrorCode } from "./lib/platform/errors/errors";
import { steadily } from "./lib/platform/time/clock";

type RequestDef = NodeDef & Record<string, unknown>;

/** It sends no request to the platform. */
const planner = plannerOf({ inputs: z.object({}), options: storedRequest, plan: () => [] });

/** The code of a response that is an error. */
const failureOf = ({ status, body }: ActionResponse): ErrorCode | undefined =>
  status < 400 ? undefined : (body as { code?: ErrorCode }).code;

/** A source node: Genesys Cloud sends it requests, and genesys-request-out returns the responses. */
const genesysRequestIn = (RED: NodeAPI): void => {
  plansOf(RED).set("genesys-request-in", planner);
  serveExports(RED);
  RED.nodes.registerType<Node<RequestCredentials>, RequestDef, object, RequestCredentials>(
    "genesys-request-in",
    function (this: Node<RequestCredentials>, config: RequestDef) {
      RED.nodes.createNode(this, config);
      const clock = clockOf(RED);
      const status = createStatus(this, steadily(clock));
      const report = (code: ErrorCode, sentence: string): void => {
        status.unusable(code);
        this.error(sentence);
      };

      const start = (): ((removed: boolean) => void) => {
        const { successStatus } = accountOf(RED, config.account); // its state hinders no response
        const options = validateOptions(requestOptions, withoutBlanks(config));
        const receiver = createReceiver({
          options,
          authorization: authorizationOf(options, this.credentials ?? {}),
          calls: callsOf(RED),
          clock,
          emit: (properties) => this.send(properties),
          warn: (sentence) => this.warn(sentence),
        });
        const shown = (response: ActionResponse): string | undefined =>
          traceText(successStatus, clock.now(), () => [String(response.status)]);
        const close = openEndpoint(RED, this, {
          method: options.method,
          path: options.path,
          largestBody: LARGEST_REQUEST,
          admit: receiver.admit,
          receive: async (received) => {
            const end = status.begin();
            try {
              const response = await receiver.receive(received);
              end(failureOf(response), shown(response));
              return response;
            } catch (error) {
              end("input");
              throw error;
            }
          },
          onRefused: ({ status: refused }) => refused === 401 && status.begin()("auth"),
          onFailure: () =>
            this.error("A request of Genesys Cloud could not be processed. It received an error 500."),
          onTaken: (by) => {
            if (by !== undefined)
              report("config", `The node "${by}" already receives ${options.method} requests at this path.`);
          },
        });
        return (removed) => {
          close(removed);
          receiver.close();
        };
      };

      let stop: (removed: boolean) => void = () => undefined;
      try {
        stop = start();
      } catch (error) {
        if (!isGenesysError(error)) throw error;
        report(error.code, error.message);
      }
      this.on("close", (removed: boolean, done: () => void) => {
        stop(removed);
        status.close();
        done();
      });
    },
    {
      credentials: {
        headerValue: { type: "password" },
        user: { type: "text" },
        password: { type: "password" },
      },
    },
  );
};

export = Object.assign(genesysRequestIn, { options: requestOptions, planner });
