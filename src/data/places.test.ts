import { expect, test } from "vitest";
import { foldName } from "./fold-name.ts";
import { halcyonUnder } from "./halcyon.fixture.ts";
import { loadDataset } from "./load-dataset.ts";
import { findPlaces, resolvePlace, searchPlaces } from "./places.ts";

// Invented places whose names are hard to type.
const dataset = loadDataset(
  halcyonUnder({
    "places.csv": [
      "id,kind,country,city,lat,lon,name,name_kk,name_az,name_ru,name_local,aliases,unlocode",
      "yildiz,city,XA,,-30,-118,Yıldızköy,Жұлдызауыл,Ulduzkənd,Йылдызкёй,星村,Star Village;Zvezda-Gorod,XAYLD",
      "qaragay,city,XB,,-30,-111,Qarağay,Қарағай,Qarağay,Карагай,,,",
      "twin-a,city,XA,,-31,-118,Twinford,,,,,,",
      "twin-b,city,XC,,-36,-108,Twinford,,,,,,",
      "tarn-quay,inland-terminal,XB,tarn,-30,-112,Tarn,,,,,,",
    ].join("\n"),
  }),
);

const outcome = (text: string) => {
  const found = resolvePlace(dataset, text);
  if (found.status === "ok") return found.place.id;
  const others = found.status === "ambiguous" ? found.candidates : found.suggestions;
  return `${found.status}: ${others.map((place) => place.id).join(" ")}`;
};

test("names are folded: case, accents, apostrophes, hyphens, Turkic letters", () => {
  expect(foldName("O’Sker")).toBe(foldName("o'SKER"));
  expect(foldName("ISPARTA")).toBe(foldName("isparta"));
  expect(foldName("İSKELE")).toBe(foldName("iskele"));
  expect(foldName("Қарағай-Өзен")).toBe("карагаи озен");
  expect(foldName("  Ərzincan — Şəki ")).toBe("erzincan seki");
});

test.each([
  ["o'sker", "o-sker"],
  ["O’Sker", "o-sker"],
  ["OSKER", "o-sker"],
  ["Оскер", "o-sker"],
  ["Yildizkoy", "yildiz"],
  ["YILDIZKÖY", "yildiz"],
  ["жулдызауыл", "yildiz"],
  ["星村", "yildiz"],
  ["zvezda gorod", "yildiz"],
  ["XA YLD", "yildiz"],
  ["xayld", "yildiz"],
  ["Карагай", "qaragay"],
  ["veld-port", "veld-port"],
  ["Port of Veld", "veld-port"],
])("%s is %s", (text, place) => {
  expect(outcome(text)).toBe(place);
});

test("a city stands before its own terminal of the same name", () => {
  expect(outcome("Tarn")).toBe("tarn");
  expect(findPlaces(dataset, "tarn").map((place) => place.id)).toEqual(["tarn", "tarn-quay", "tarn-yard"]);
});

test("namesakes are told apart by a country after a comma, else are ambiguous", () => {
  expect(outcome("Twinford")).toBe("ambiguous: twin-a twin-b");
  expect(outcome("Twinford, XC")).toBe("twin-b");
  expect(outcome("twinford, sarmoor")).toBe("twin-b");
});

test("what is not known exactly gets suggestions, never a guess", () => {
  expect(outcome("Lindmor")).toBe("unknown: lindmoor lindmoor-yard");
  expect(outcome("Greywtaer")).toBe("unknown: greywater");
  expect(outcome("Yıldız")).toBe("yildiz");
  expect(outcome("Yıldızk")).toBe("unknown: yildiz");
  expect(outcome("qwrtz")).toBe("unknown: ");
  expect(outcome("")).toMatch(/^unknown: /);
  expect(outcome("halcyon-middle")).toMatch(/^unknown: /);
});

test("search ranks exact before beginning before within, prefers a language, counts all and takes nearest first on a tie", () => {
  expect(findPlaces(dataset, "veld").map((place) => place.id)).toEqual(["veld", "veld-port", "veld-yard"]);
  expect(searchPlaces(dataset, "порт", { limit: 1, language: "ru" })).toMatchObject({
    total: 3,
    places: [{ kind: "seaport" }],
  });
  expect(findPlaces(dataset, "twinford", { near: { lon: -108, lat: -36 } }).map((place) => place.id)).toEqual([
    "twin-b",
    "twin-a",
  ]);
  expect(searchPlaces(dataset, "", { limit: 3 }).total).toBe(dataset.places.size - 1);
});

test("odd texts do no harm", () => {
  for (const text of ["'", ",", "..", "a".repeat(10_000), "\u0000", "(", "__proto__", "%"]) {
    expect(["unknown", "ambiguous", "ok"]).toContain(resolvePlace(dataset, text).status);
  }
});
