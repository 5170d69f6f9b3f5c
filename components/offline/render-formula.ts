const mathSpace = "http://www.w3.org/1998/Math/MathML";
const allowedName = /^(?:math|semantics|m[a-z]+)$/;
const allowedAttribute =
  /^(?:display|displaystyle|scriptlevel|mathvariant|mathcolor|mathbackground|mathsize|stretchy|symmetric|fence|separator|form|lspace|rspace|minsize|maxsize|movablelimits|accent|accentunder|linethickness|notation|width|height|depth|voffset|columnalign|columnspacing|columnlines|rowalign|rowspacing|rowlines|frame|largeop)$/;

/** A formula's MathML as elements; what is no part of MathML, and attributes that could do more than set type, stay out. */
export function renderFormula(mathml: string): Element | null {
  const parsed = new DOMParser().parseFromString(mathml, "text/html").querySelector("math");
  return parsed && copyOf(parsed);
}

function copyOf(source: Element): Element | null {
  const name = source.localName;
  if (!allowedName.test(name) || source.namespaceURI !== mathSpace) return null;
  const made = document.createElementNS(mathSpace, name);
  for (const { name: key, value } of source.attributes)
    if (allowedAttribute.test(key)) made.setAttribute(key, value);
  for (const child of source.childNodes) {
    const copy = child instanceof Element ? copyOf(child) : new Text(child.textContent ?? "");
    if (copy) made.append(copy);
  }
  return made;
}
