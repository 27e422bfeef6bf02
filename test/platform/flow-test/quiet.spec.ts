import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import { createActivity, untilQuiet } from "../../../nodes/lib/flow-test/time/quiet";

describe("the end of a moment in a flow test", () => {
  const activity = createActivity(() => 0);
  const server = createServer((_request, response) => void response.end("ok"));
  const sockets = new WebSocketServer({ server, path: "/socket" });
  let port: number;
  before(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    ({ port } = server.address() as AddressInfo);
  });
  after(() => {
    sockets.close();
    server.closeAllConnections();
    server.close();
  });
  const get = (): Promise<unknown> =>
    new Promise((resolve) => {
      const sent = request({ port, host: "127.0.0.1", agent: false }, (response) => {
        response.resume().once("end", resolve);
      });
      sent.once("error", resolve).end();
    });

  it("does not wait for the request of a WebSocket, which has arrived", async () => {
    await untilQuiet(activity);
    const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`);
    await once(socket, "open");
    assert.equal(activity.inTransit(), false);
    socket.terminate();
  });

  it("still waits for requests after one that was received and failed", async () => {
    const fail = (_request: unknown, { socket }: { socket?: { destroy(): void } | null }): void =>
      socket?.destroy();
    const [usual] = server.listeners("request") as (() => void)[];
    server.off("request", usual!).once("request", fail);
    await get();
    await untilQuiet(activity);
    server.on("request", usual!);
    let isAnswered = false;
    const answered = get().then(() => (isAnswered = true));
    let wasInTransit = false;
    while (!isAnswered) {
      await new Promise((resolve) => setImmediate(resolve));
      wasInTransit ||= activity.inTransit();
    }
    await answered;
    assert.equal(wasInTransit, true);
  });
});
