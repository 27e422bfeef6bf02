import { request as httpRequest, type RequestListener } from "node:http";
import type { NodeAPI } from "node-red";
import openMessageIn from "../../../nodes/genesys-open-message-in";
import type { Arrival } from "../flow";
import { SECRET, signed } from "../open-messages";
import { runHttp, type Running } from "../servers";
import { until } from "../until";
import { nodeBench, type BenchOptions } from "./node-bench";

type Values = Record<string, unknown>;

export const PATH = "/genesys/messages";
const TYPE = "genesys-open-message-in";

/** The endpoint for open messaging in a flow, behind a web server of Node-RED's own application. */
export const openMessageBench = () => {
  const { bench, open } = nodeBench(openMessageIn, TYPE, { path: PATH });
  let web: Running;
  let app: RequestListener;
  const capture = (RED: NodeAPI): void => void (app = RED.httpNode as never);
  const warnings: string[] = [];
  const errors: string[] = [];

  /** Whatever is sent, as it is. */
  const post = (raw: Buffer | string, headers: Record<string, string>, path = PATH): Promise<number> =>
    new Promise((resolve, reject) => {
      const options = { port: web.port, host: "127.0.0.1", method: "POST", path, headers };
      const asked = httpRequest(options, (answer) => {
        answer.resume();
        answer.on("end", () => resolve(answer.statusCode ?? 0));
      });
      asked.on("error", reject);
      asked.end(raw);
    });

  const messages = (): Arrival["msg"][] => bench().arrivals.map(({ msg }) => msg);

  return {
    bench,
    warnings,
    errors,
    post,
    port: (): number => web.port,
    open: async (config: Values = {}, options: BenchOptions = {}): Promise<void> => {
      await open(config, {
        otherCredentials: { "the-node": { secret: SECRET } },
        ...options,
        modules: [capture, ...(options.modules ?? [])],
      });
      web = await runHttp((...asked) => app(...asked));
      const node = bench().node as unknown as {
        on(name: string, seen: (call: { args: unknown[] }) => void): void;
      };
      warnings.length = 0;
      errors.length = 0;
      node.on("call:warn", ({ args }) => void warnings.push(String(args[0])));
      node.on("call:error", ({ args }) => void errors.push(String(args[0])));
    },
    /** A body that the platform has signed. */
    send: (body: Values | Buffer, secret = SECRET): Promise<number> => {
      const { raw, headers } = signed(body, secret);
      return post(raw, headers);
    },
    messages,
    arrived: (count: number): Promise<void> => until(() => messages().length >= count),
    /** The status that is shown last. */
    status: (): Values => bench().statuses.at(-1) ?? {},
    close: async (): Promise<void> => {
      await web.close();
      await bench().close();
    },
  };
};
