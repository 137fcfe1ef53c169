// The files of a dataset and their columns, as docs/data.md states them.

export interface TableFormat {
  /** Columns that must be there, in the order they are written. */
  readonly columns: readonly string[];
  /** Columns that may be left out. */
  readonly optional: readonly string[];
  /** Columns that identify a row: a later layer's row with the same key replaces an earlier one. Empty: rows only add up. */
  readonly key: readonly string[];
}

const table = (columns: string, optional = "", key = "id"): TableFormat => ({
  columns: columns.split(","),
  optional: optional === "" ? [] : optional.split(","),
  key: key === "" ? [] : key.split(","),
});

/** Every CSV file but the values files. */
export const TABLES = {
  "sources.csv": table("id,publisher,title,url,published,accessed,licence"),
  "assumptions.csv": table("id,statement,defence"),
  "facts.csv": table("id,subject,quantity,value,low,high,unit,period,statement,source,confidence,topic"),
  "countries.csv": table("code,name,name_kk,name_az,name_ru", "union", "code"),
  "places.csv": table(
    "id,kind,country,lat,lon,name",
    "city,unlocode,iata,water_body,time_zone,name_kk,name_az,name_ru,name_local,aliases,position_source,position_doubt_km,note",
  ),
  "links.csv": table("id,from,to,mode", "gauge,operator,water_body,via,one_way,note"),
  "link-status.csv": table("link,status,from,to,source", "note", ""),
  "terminals.csv": table("id,place,kind,to_mode", "from_mode,from_gauge,to_gauge,cargo,operator,note"),
  "borders.csv": table("id,place,from_country,to_country,mode", "train_class,note"),
  "services.csv": table(
    "id,kind,mode,departures,name",
    "gauge,train_class,operator,stops,both_ways,countries,timetable,time_zone,cargo,water_body,causes,name_kk,name_az,name_ru,note",
  ),
  "service-status.csv": table("service,status,from,to,source", "note", ""),
  "tariffs.csv": table("id,subject,kind", "country,from,to,cargo,party,note"),
  "cargo-units.csv": table("id,name,teu", "aliases,note"),
  "commodities.csv": table("id,name", "name_kk,name_az,name_ru,hs,dangerous_class,reefer,aliases,note"),
  "water-bodies.csv": table("id,name", "name_kk,name_az,name_ru,note"),
  "causes.csv": table("id,kind,name", "name_kk,name_az,name_ru,places,services,note"),
  "closures.csv": table("id,subject,from", "to,cause,source,note"),
  "embargoes.csv": table("id,reason", "place,country,link,mode,direction,cargo,from,to,source"),
  "conditions.csv": table("id,subject,kind,from,to", "value,unit,source,note"),
  "emission-factors.csv": table("id,mode", "service,country,traction,scope,quality,note"),
  "fx.csv": table("currency,date,usd_per_unit,source", "", "currency,date"),
  "deflators.csv": table("year,index,source", "", "year"),
  "published-lengths.csv": table("id,path,km", "mode,tolerance,fact,note"),
  "connectivity.csv": table("date,from,to,mode,expect", "note", ""),
  "claims.csv": table("id,statement,speaker,date,source,quantity,value,unit,checked_against,verdict", "note"),
  "commitments.csv": table("id,parties,measure,target,unit,due,promised_on,source", "modelled_query,note"),
  "incidents.csv": table("id,date,kind,place,lat,lon,asset,effect,duration_days,source"),
  "demand-groups.csv": table("id,name,cargo,counted_in", "name_kk,name_az,name_ru,commodity,corridors,note"),
  "demand.csv": table(
    "id,origin,destination,group,tonnes_per_year,year,basis,source",
    "teu_per_year,corridors,low,high,note",
  ),
  "delay-functions.csv": table(
    "id,kind,base_hours,scale_hours,power,pole,low,high,thin_hours,points,r2,worst_hours,replications,seed,inputs",
    "note",
  ),
  "counts.csv": table("id,kind,subjects,year,value,unit,se,fact,use", "groups,mode,from,to,outside,note"),
  "oil-places.csv": table(
    "id,kind,country,lat,lon,name",
    "at,part_of,grade,name_kk,name_az,name_ru,position_source,note",
  ),
  "oil-links.csv": table("id,name,from,to,mode", "operator,country,crosses,fleets,water_body,via,note"),
  "oil-grades.csv": table("id,name", "benchmark,note"),
  "oil-routes.csv": table("id,kind,name,grade", "quality_bank,name_kk,name_az,name_ru,note"),
  "oil-ways.csv": table("id,route,field,links", "note"),
  "oil-tanks.csv": table("id,name,place", "note"),
  "oil-fleets.csv": table("id,name", "operator,water_body,note"),
  "oil-limits.csv": table("id,kind,name", "party,fields,routes,links,window_days,note"),
  "oil-status.csv": table("thing,status,from,to,source", "note", ""),
  "validation.csv": table("id,kind,query,quantity,published,low,high,unit,fact,use", "note"),
} as const satisfies Record<string, TableFormat>;

export type TableName = keyof typeof TABLES;

/** The values files. */
export const VALUES_TABLE: TableFormat = table(
  "subject,attribute,value,unit,source",
  "low,high,shape,cv,valid_from,valid_to,months,basis,n,as_of,use,note",
  "",
);

export const YAML_FILES = ["dataset.yaml", "corridors.yaml"] as const;
export type YamlName = (typeof YAML_FILES)[number];
