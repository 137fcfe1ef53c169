// The routing engine on a network of your own, in GMNS form, with two criteria: every way that none beats in both.
// Run: node examples/any-network.ts

import { gmnsFromFiles } from "../src/data/index.ts";
import { findNetworkPaths } from "../src/studies/network-pareto.ts";

const criteria = ["length", "toll"];
const network = gmnsFromFiles(
  [
    { path: "node.csv", text: "node_id\nhome\nbridge\ntunnel\nwork\n" },
    {
      path: "link.csv",
      text: [
        "link_id,from_node_id,to_node_id,directed,length,toll",
        "1,home,bridge,false,4,0",
        "2,bridge,work,false,5,2",
        "3,home,tunnel,false,3,0",
        "4,tunnel,work,false,2,6",
        "5,home,work,false,14,0",
        "",
      ].join("\n"),
    },
  ],
  { criteria },
);

const found = findNetworkPaths(network, { from: "home", to: "work", criteria, whole: true });
if (found.status === "ok") {
  for (const path of found.paths)
    console.log(`${path.nodes.join(" – ")}: length ${path.criteria.length}, toll ${path.criteria.toll}`);
}
