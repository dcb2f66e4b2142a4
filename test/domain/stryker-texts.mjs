/** Words for people decide nothing: `because` of a rule or a decision, and what is told of a phone number. */
const texts = {
  shouldIgnore({ node, parent }) {
    if (node.type !== 'StringLiteral' && node.type !== 'TemplateLiteral') return undefined;
    const isNamed = (name) => parent.type === 'ObjectProperty' && parent.value === node && name.test(parent.key.name);
    if (isNamed(/^because$/)) return 'why a rule applies, in words';
    if (isNamed(/^(not_(e164|possible)|refused_kind|other_country)$/))
      return 'what is wrong with a phone number, in words';
    const isReason =
      parent.type === 'CallExpression' && parent.callee.name === 'unchanged' && parent.arguments[2] === node;
    return isReason ? 'why nothing changes, in words' : undefined;
  },
};

export const strykerPlugins = [{ kind: 'Ignore', name: 'texts', value: texts }];
