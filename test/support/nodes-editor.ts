import assert from "node:assert/strict";
import type { Page, Response, WebSocket } from "playwright-core";

export const SECRET = "a-secret-that-no-browser-may-see";
export const CREDENTIALS = { account: { clientId: "a-client", clientSecret: SECRET, accessToken: SECRET } };
export const ACCOUNT = {
  ...{ id: "account", type: "genesys-account", name: "Simulated org", region: "simulator" },
  ...{ apiUrl: "", loginUrl: "", grant: "client-credentials" },
  ...{ requestsPerMinute: 300, timeoutSeconds: 30, maxWaitSeconds: 180, deadlineSeconds: 300 },
};
export const FLOWS = [{ id: "tab", type: "tab", label: "spec" }, ACCOUNT];

/** Keeps all that the server sends to the pages that it is given. */
export const createReceived = () => {
  const received: string[] = [];
  const pending: Promise<unknown>[] = [];
  const onResponse = (answer: Response): void =>
    void pending.push(
      answer
        .text()
        .then((text) => received.push(text))
        .catch(() => undefined),
    );
  const onWebSocket = (socket: WebSocket): void =>
    void socket.on("framereceived", ({ payload }) => received.push(payload.toString()));
  /** Until what it returns is called. */
  const listen = (page: Page): (() => void) => {
    page.on("response", onResponse);
    page.on("websocket", onWebSocket);
    return () => {
      page.off("response", onResponse);
      page.off("websocket", onWebSocket);
    };
  };
  /** None of it has the secret. */
  const checkSecrets = async (): Promise<void> => {
    await Promise.all(pending);
    assert.deepEqual(
      received.filter((text) => text.includes(SECRET)).map((text) => text.slice(0, 80)),
      [],
    );
  };
  return { received, listen, checkSecrets };
};
