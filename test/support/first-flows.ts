import { fail } from "node:assert/strict";
import type { Builder } from "./builder";

/** The flows of docs/first-flows.md, built from the palette. Each returns the id of its first node. */

/** Where the nodes of a flow are put, in one row each. The rows above are the README's. */
const COLUMNS = [130, 360, 580, 770];
const place = (column: number, row: number) => ({ x: COLUMNS[column] ?? fail(), y: 300 + row * 80 });

/** Agents of Billing have 30 seconds to choose a code. */
export const buildWrapUp = async (build: Builder): Promise<string> => {
  const events = await build.place("events", "genesys-events", place(0, 0));
  const delay = await build.place("delay", "delay", place(1, 0));
  const wrapUp = await build.place("wrap", "genesys-wrap-up", place(2, 0));
  const debug = await build.place("debug", "debug", place(3, 0));
  await build.connect(events, delay);
  await build.connect(delay, wrapUp);
  await build.connect(wrapUp, debug);
  await build.open(events);
  await build.write(build.field("ids"), "Billing");
  await build.pickEvent("acwStarted");
  await build.done();
  await build.open(delay);
  await build.write(build.field("timeout"), "30");
  await build.done();
  await build.open(wrapUp);
  await build.writeTyped("code", "str", "Resolved");
  await build.done();
  await build.deploy();
  return events;
};

/** Callers of VIP go on to the survey. */
export const buildSurvey = async (build: Builder): Promise<string> => {
  const events = await build.place("events", "genesys-events", place(0, 1));
  const survey = await build.place("postflow", "genesys-set-postflow", place(1, 1));
  const debug = await build.place("debug", "debug", place(3, 1));
  await build.connect(events, survey);
  await build.connect(survey, debug);
  await build.open(events);
  await build.write(build.field("ids"), "VIP");
  await build.pickEvent("connected");
  await build.done();
  await build.open(survey);
  await build.lookUp("destination", "Satisfaction survey", "Sat");
  await build.done();
  await build.deploy();
  return events;
};

/** An HTTP request places a call. */
export const buildCall = async (build: Builder): Promise<string> => {
  const request = await build.place("http in", "http in", place(0, 2));
  const call = await build.place("place", "genesys-place-call", place(1, 2));
  const response = await build.place("http res", "http response", place(3, 2));
  await build.connect(request, call);
  await build.connect(call, response);
  await build.open(request);
  await build.choose(build.field("method"), "post");
  await build.write(build.field("url"), "/call");
  await build.done();
  await build.open(call);
  await build.writeTyped("destination", "msg", "payload.to");
  await build.writeTyped("userId", "str", "Ada Agent");
  await build.done();
  await build.deploy();
  return request;
};

/** A text message is answered before an agent does anything. */
export const buildAnswer = async (build: Builder): Promise<string> => {
  const events = await build.place("events", "genesys-events", place(0, 3));
  const send = await build.place("send", "genesys-send-message", place(1, 3));
  const debug = await build.place("debug", "debug", place(3, 3));
  await build.connect(events, send);
  await build.connect(send, debug);
  await build.open(events);
  await build.write(build.field("ids"), "Weekend");
  await build.pickEvent("messageReceived");
  await build.done();
  await build.open(send);
  await build.writeTyped("toAddress", "msg", "fromAddress");
  await build.writeTyped("fromAddress", "msg", "toAddress");
  await build.writeTyped("text", "str", "We open at 9.");
  await build.showMore();
  await build.click(build.field("useExisting"));
  await build.done();
  await build.deploy();
  return events;
};
