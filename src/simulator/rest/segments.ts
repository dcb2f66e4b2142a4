/** The characters of GSM 03.38 that take one place, and those of its extension that take two. */
const basic = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]$/u;
const extended = /^[\f^{}\\[\]~|€]$/u;

/** How many SMS a text takes: 160 characters alone or 153 each, and 70 or 67 where one is not in the GSM alphabet. */
export function segments(body: string): number {
  let places = 0;
  for (const character of body) {
    if (basic.test(character)) places += 1;
    else if (extended.test(character)) places += 2;
    else return body.length <= 70 ? 1 : Math.ceil(body.length / 67);
  }
  return places <= 160 ? 1 : Math.ceil(places / 153);
}
