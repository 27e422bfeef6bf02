import type { Node, NodeAPI, NodeDef } from "node-red";

/** Takes what arrives. */
export = (RED: NodeAPI): void => {
  RED.nodes.registerType("walk-sink", function (this: Node, config: NodeDef) {
    RED.nodes.createNode(this, config);
    this.on("input", (_msg, _send, done) => done());
  });
};
