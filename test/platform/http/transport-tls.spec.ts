import assert from "node:assert/strict";
import { createServer as createTcpServer } from "node:net";
import { run } from "../../support/servers";
import {
  endTlsHost,
  failureOf,
  isRefusedCertificate,
  setVariable,
  startTlsHost,
  type TlsHost,
} from "../../support/tls-host";

describe("transport over TLS", () => {
  let host: TlsHost;
  beforeEach(async () => void (host = await startTlsHost()));
  afterEach(() => endTlsHost(host));

  it("refuses a certificate that no trusted authority has signed, before anything is sent", async () => {
    isRefusedCertificate(host, await failureOf(host, `https://localhost:${host.server.port}/`));
  });

  it("refuses it also where the environment asks for blind trust", async () => {
    const emitWarning = process.emitWarning.bind(process);
    process.emitWarning = () => undefined; // Node.js warns of the variable itself
    setVariable(host, "NODE_TLS_REJECT_UNAUTHORIZED", "0");
    try {
      isRefusedCertificate(host, await failureOf(host, `https://localhost:${host.server.port}/`));
    } finally {
      process.emitWarning = emitWarning;
    }
  });

  it("says of a connection that breaks in the handshake that nothing was sent", async () => {
    const rude = await run(createTcpServer((socket) => socket.resetAndDestroy()));
    const { code, cause } = await failureOf(host, `https://localhost:${rude.port}/`);
    await rude.close();
    assert.deepEqual([code, cause.outcome, cause.networkCode], ["network", "notSent", "ECONNRESET"]);
  });
});
