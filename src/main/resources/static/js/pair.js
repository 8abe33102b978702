// What differs between an image and its counterfactual partner, in words and as a frame.

/** The box of the object that differs, where it stands in the image; where it stands in the partner, if it is not missing there. */
export const boxOf = (sample) => sample.objects[sample.partner.edit.slot].box;
export const boxOfPartner = ({ partner }) => partner.edit.factor === "presence" ? null : partner.objects[partner.edit.slot].box;

const place = ([row, column]) => `row ${row}, column ${column}`;

/** Such as: object 2 is at row 3, column 4 in the image, and at row 9, column 1 in its partner. */
export function differenceWords(sample) {
  const { partner: { edit, objects } } = sample;
  const [before, after] = [sample.objects[edit.slot], objects[edit.slot]];
  const object = `Object ${edit.slot + 1}`;
  return {
    place: () => `${object} is at ${place(before.box)}, and in the partner at ${place(after.box)}`,
    value: () => `${object} has value ${edit.from}, and in the partner ${edit.to}`,
    orientation: () => `${object} is turned or mirrored in the partner`,
    presence: () => `${object} is missing in the partner`,
    shape: () => `${object} has another shape in the partner: ${after.kind} of ${after.size} cells`,
  }[edit.factor]();
}
