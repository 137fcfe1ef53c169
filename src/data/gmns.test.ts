import { expect, test } from "vitest";
import { InvalidInput } from "../model/problem.ts";
import { gmnsFromFiles, readGmns } from "./gmns.ts";
import { importGmns } from "./import-gmns.ts";

const files = (node: string, link: string) => [
  { path: "node.csv", text: node },
  { path: "link.csv", text: link },
];
function problemsOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems.map(({ code, place }) => `${code} ${place}`);
    throw error;
  }
  return [];
}

test("ids stay text as they stand, quoted or not, and `directed` is read in all its spellings", () => {
  const network = gmnsFromFiles(
    files(
      'node_id,x_coord,y_coord,name\n"1",0,0,"A, B"\n01,1,0,\n1.0,NaN,,\n"a b",2,2,\n',
      'link_id,from_node_id,to_node_id,directed,cost,"time, h"\nx,1,01,true,1,2.5\ny,01,1.0,FALSE,0,1e1\nz,"1.0","a b",1,3,.5\nw,a b,1,0,3,4\n',
    ),
    { criteria: ["cost", "time, h"] },
  );
  expect(network.nodes).toEqual([
    { id: "1", x: 0, y: 0 },
    { id: "01", x: 1, y: 0 },
    { id: "1.0" },
    { id: "a b", x: 2, y: 2 },
  ]);
  expect(
    network.links.map((link) => [link.id, link.from, link.to, link.directed, ...Object.values(link.values)]),
  ).toEqual([
    ["x", "1", "01", true, 1, 2.5],
    ["y", "01", "1.0", false, 0, 10],
    ["z", "1.0", "a b", true, 3, 0.5],
    ["w", "a b", "1", false, 3, 4],
  ]);
});

test("links without a link_id column are named by their line", () => {
  const network = gmnsFromFiles(files("node_id\na\nb\n", "from_node_id,to_node_id,directed,c\na,b,1,1\na,b,1,2\n"), {
    criteria: ["c"],
  });
  expect(network.links.map((link) => link.id)).toEqual(["2", "3"]);
});

test("all problems come at once, with file, line and column", () => {
  const bad = files(
    "node_id,x_coord\n1,0\n1,0\n,0\n2,east\n",
    "link_id,from_node_id,to_node_id,directed,cost\na,1,9,true,1\nb,1,2,maybe,1\nc,1,2,true,-1\nd,1,2,true,\ne,1,2,true,cheap\na,1,2,true\n",
  );
  expect(problemsOf(() => gmnsFromFiles(bad, { criteria: ["cost", "tmie"] }))).toEqual([
    "missing-column link.csv:1:1",
    "wrong-cell-count link.csv:7:1",
    "duplicate-id node.csv:3:1",
    "missing-value node.csv:4:1",
    "bad-number node.csv:5:3",
    "unknown-node link.csv:2:5",
    "bad-directed link.csv:3:7",
    "bad-number link.csv:4:12",
    "bad-number link.csv:5:12",
    "bad-number link.csv:6:12",
  ]);
});

test("a missing `directed` is no guess, and a long list of problems is cut", () => {
  expect(
    problemsOf(() => gmnsFromFiles(files("node_id\na\n", "from_node_id,to_node_id,c\na,a,1\n"), { criteria: ["c"] })),
  ).toEqual(["missing-column link.csv:1:1"]);
  const many = `from_node_id,to_node_id,directed\n${"x,y,1\n".repeat(1000)}`;
  expect(problemsOf(() => gmnsFromFiles(files("node_id\na\n", many), { criteria: [] }))).toHaveLength(201);
});

test("a folder that is not there is bad input", () => {
  expect(problemsOf(() => readGmns("/no/such/network", { criteria: ["c"] }))).toEqual([
    "missing-file node.csv",
    "missing-file link.csv",
  ]);
});

test("an import needs degrees and known units", () => {
  const options = { name: "x", asOf: "2026", publisher: "p", kind: "base" } as const;
  const network = files(
    "node_id,x_coord,y_coord\na,500000,4649776\n",
    "link_id,from_node_id,to_node_id,directed,length\n",
  );
  expect(problemsOf(() => importGmns(network, options))).toEqual([
    "bad-position node.csv:2:3",
    "bad-position node.csv:2:10",
  ]);
  const config = { path: "config.csv", text: "long_length,speed,crs\nfurlong,mph,EPSG:32633\n" };
  expect(problemsOf(() => importGmns([...network, config], options))).toEqual([
    "unknown-crs config.csv:2:13",
    "unknown-unit config.csv:2:1",
  ]);
});
