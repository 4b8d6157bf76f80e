// Every word of the page in Korean and English; texts of the payload come as [ko, en] or as one
// string for both.

const words = {
  theme: ['주제', 'Theme'],
  search: ['검색', 'Search'],
  searchHint: ['필지 번호, PNU, 지번, 기업', 'Lot, PNU, 지번 or firm'],
  legend: ['범례', 'Legend'],
  layers: ['도면층', 'Layers'],
  findings: ['검토 결과', 'Findings'],
  details: ['상세 정보', 'Details'],
  nothing: ['지도에서 필지를 누르거나 검색하세요.', 'Click a lot on the map or search for one.'],
  noHit: ['일치하는 필지나 기업이 없습니다.', 'No lot and no firm matches.'],
  noFinding: ['부적합·주의 사항 없음', 'Nothing fails and nothing warns'],
  ofThePlan: ['[계획 전체]', '[whole plan]'],
  elsewhere: [
    '단지 {complex}의 것과 [계획 전체] {wide}건. 다른 곳의 {n}건은 빠짐',
    'Of complex {complex}, and {wide} of the [whole plan]; {n} elsewhere are left out',
  ],
  otherComplex: [
    '이 지도에는 단지 {complex}의 검토 결과만 있습니다.',
    'This map knows the findings of complex {complex} only.',
  ],
  report: ['보고서', 'Report'],
  toReport: ['보고서 ↓', 'Report ↓'],
  inReport: ['보고서에 나오는 곳 {n}', 'Places in the report: {n}'],
  reportLanguage: [
    '아래 보고서는 {language}로 쓰였습니다. 이 언어로는 따로 만드십시오: sandan report PLAN --lang {other} -o report.html',
    'The report below is in {language}. For one in this language: sandan report PLAN --lang {other} -o report.html',
  ],
  ko: ['한국어', 'Korean'],
  en: ['영어', 'English'],
  wheel: ['지도를 누르면 휠로 확대·축소', 'Press the map to zoom with the wheel'],
  more: ['외 {n}건', '{n} more'],
  lot: ['필지', 'Lot'],
  parcel: ['지적 필지', 'Cadastral parcel'],
  pnu: ['PNU', 'PNU'],
  jibun: ['지번', 'Lot number (지번)'],
  use: ['용지', 'Land use'],
  area: ['면적', 'Area'],
  phase: ['단계', 'Phase'],
  complex: ['단지', 'Complex'],
  zoning: ['용도지역', 'Zoning'],
  management: ['관리구역', 'Management zone'],
  block: ['블록', 'Block'],
  industry: ['유치업종', 'Industry'],
  firm: ['기업', 'Firm'],
  vacant: ['배치 기업 없음', 'No firm placed'],
  ksic: ['업종(KSIC)', 'Industry (KSIC)'],
  jobs: ['고용', 'Jobs'],
  investment: ['투자', 'Investment'],
  score: ['적합도 점수', 'Siting score'],
  lots: ['배치 필지', 'Lots'],
  notPlaced: ['미배치', 'Not placed'],
  siting: ['입지 판정', 'Siting verdicts'],
  feasible: ['가능', 'feasible'],
  conditional: ['조건부', 'conditional'],
  infeasible: ['불가', 'infeasible'],
  unknown: ['판단 불가', 'unknown'],
  FAIL: ['부적합', 'Fails'],
  WARN: ['주의', 'Warns'],
  UNKNOWN: ['판단 불가', 'Unknown'],
  WAIVED: ['예외 승인', 'Waived'],
  PASS: ['적합', 'Passes'],
  measured: ['측정값', 'Measured'],
  threshold: ['기준값', 'Threshold'],
  source: ['근거', 'Source'],
  show: ['지도에서 보기', 'Show on the map'],
  whole: ['전체 보기', 'Whole plan'],
  closePanel: ['닫기', 'Close'],
  print: ['인쇄', 'Print'],
  printHint: [
    '브라우저 인쇄는 초안입니다. 축척이 정확한 도면은 PDF로 만드세요: sandan map PLAN --theme {theme} -o map.pdf',
    'Printing from here gives a draft. For a sheet at a true scale make the PDF: sandan map PLAN --theme {theme} -o map.pdf',
  ],
  compare: ['비교 주제', 'Compare with'],
  noCompare: ['비교 안 함', 'Nothing'],
  swipe: ['비교선 위치', 'Position of the divider'],
  about: ['자료와 기준', 'Data and basis'],
  mapLabel: [
    '지도. 화살표 키로 이동, +와 −로 확대·축소. 왼쪽 목록으로도 모든 필지를 찾을 수 있습니다.',
    'Map. Arrow keys move, + and − zoom. Every lot can also be found by the list on the left.',
  ],
  zoomIn: ['확대', 'Zoom in'],
  zoomOut: ['축소', 'Zoom out'],
  language: ['English', '한국어'],
  synthetic: [
    'SYNTHETIC – 가상 자료, 실제 계획이 아님',
    'SYNTHETIC – invented data, not a real plan',
  ],
  missing: ['없는 자료', 'Missing'],
  bench: ['작업대', 'Workbench'],
  undo: ['되돌리기', 'Undo'],
  redo: ['다시 실행', 'Redo'],
  optimise: ['나머지 최적화', 'Optimise the rest'],
  optimising: ['최적화하는 중…', 'Optimising…'],
  save: ['저장', 'Save'],
  saveChanges: ['저장 ●', 'Save ●'],
  savedTo: ['저장함: {path}', 'Saved: {path}'],
  csv: ['CSV', 'CSV'],
  gpkg: ['GeoPackage', 'GeoPackage'],
  mapPage: ['지도(HTML)', 'Map (HTML)'],
  exports: ['내보내기', 'Export'],
  lock: ['고정', 'Lock'],
  locked: ['고정됨', 'locked'],
  free: ['고정', 'lock'],
  lotCount: ['획지 {n}', 'lots: {n}'],
  benchHint: [
    '기업을 지도의 획지로 끌거나, 기업을 누른 뒤 획지를 누르세요.',
    'Drag a firm onto a lot, or press a firm and then lots.',
  ],
  atHand: [
    '{firm}: 획지를 누르면 배정하거나 돌려받습니다. Esc로 끝냅니다.',
    '{firm}: lots you click are given to it or taken back. Esc ends this.',
  ],
  give: ['{firm}에 배정', 'Give to {firm}'],
  giveBack: ['{firm}에서 빼기', 'Take from {firm}'],
  takeBack: ['배정 취소', 'Take its lots back'],
  totals: ['{firms}개사 중 {placed}개 배치 · {area} · 고용 {jobs}', '{placed} of {firms} firms placed · {area} · {jobs} jobs'],
  planWide: ['계획 전체에서 살필 것', 'Over the whole plan'],
  offline: ['작업대 프로그램이 끝났습니다', 'The workbench program has ended'],
  broken: ['이 브라우저는 파일을 열 수 없습니다', 'This browser cannot open the file'],
};

const layerNames = {
  surroundings: ['주변', 'Surroundings'],
  lots: ['필지', 'Lots'],
  'lot outlines': ['필지 경계', 'Lot outlines'],
  boundaries: ['단지 경계', 'Complex boundaries'],
  firms: ['배치 기업', 'Firms'],
  links: ['가치사슬 연계', 'Value-chain links'],
  siting: ['입지 판정', 'Siting verdicts'],
  findings: ['검토 결과', 'Findings'],
  zoning: ['용도지역', 'Zoning districts'],
  management: ['관리구역', 'Management zones'],
  restrictions: ['규제지역', 'Restrictions'],
};

let language = 0;

export const setLanguage = (name) => {
  language = name === 'en' ? 1 : 0;
};

export const languageName = () => (language ? 'en' : 'ko');

/** A text of the payload in the language of the page. */
export const say = (text) => (Array.isArray(text) ? text[language] : (text ?? ''));

/** A word of the page; `{name}` is replaced by values.name. */
export const word = (key, values = {}) =>
  say(words[key]).replace(/\{(\w+)\}/g, (_, name) => values[name]);

export const layerName = (name) => say(layerNames[name] ?? name);

export const number = (value, decimals = 0) =>
  value.toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });

/** "12,345 ㎡ (3,734평)": 1평 = 400/121 m². */
export const areaText = (m2) =>
  language
    ? `${number(m2)} m² (${number((m2 * 121) / 400)} pyeong)`
    : `${number(m2)} ㎡ (${number((m2 * 121) / 400)}평)`;
