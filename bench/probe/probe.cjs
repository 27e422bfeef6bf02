// What a bench sees of a Node-RED from within: a node that sends what it is told to, one that counts what comes, and what the
// process has spent. Needs node --expose-gc and an IPC channel to the bench.
"use strict";
const { monitorEventLoopDelay } = require("node:perf_hooks");

const RESOLUTION_MS = 2;
const now = () => performance.timeOrigin + performance.now();
const heapMb = () => {
  global.gc();
  return process.memoryUsage().heapUsed / 1e6;
};

module.exports = (RED) => {
  let received = 0;
  let source;
  let startedAt = now();
  let began;
  let delay;
  RED.events.on("flows:started", () => (startedAt = now()));

  RED.nodes.registerType("bench-source", function (config) {
    RED.nodes.createNode(this, config);
    source = this;
  });
  RED.nodes.registerType("bench-sink", function (config) {
    RED.nodes.createNode(this, config);
    this.on("input", (_msg, _send, done) => {
      received += 1;
      done();
    });
  });

  const acts = {
    send: ({ messages }) => {
      for (const msg of messages) source.send(msg);
    },
    received: () => ({ received }),
    startedAt: () => ({ startedAt }),
    /** The watch of the event loop wakes the process all the time: only where its delays are wanted. */
    begin: ({ watchesLoop = false }) => {
      const heap = heapMb();
      delay = watchesLoop ? monitorEventLoopDelay({ resolution: RESOLUTION_MS }) : undefined;
      delay?.enable();
      began = { heap, received, at: now(), cpu: process.cpuUsage() };
    },
    end: () => {
      const { user, system } = process.cpuUsage(began.cpu);
      delay?.disable();
      const ms = (value) => Math.max(0, value / 1e6 - RESOLUTION_MS);
      return {
        cpuMs: (user + system) / 1000,
        wallMs: now() - began.at,
        received: received - began.received,
        ...(delay === undefined ? {} : { p99: ms(delay.percentile(99)), longest: ms(delay.max) }),
        heapBefore: began.heap,
        heap: heapMb(),
      };
    },
  };
  process.on("message", ({ id, act, ...given }) => process.send({ id, ...acts[act](given) }));
};
