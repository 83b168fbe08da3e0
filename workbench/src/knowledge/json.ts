/**
 * JSON text with line breaks and indents. Works on the text, not on parsed values: the order of the keys and every digit
 * stay as they were received. What is not JSON comes back as it is.
 */
export function indent(json: string): string {
  let out = '';
  let depth = 0;
  const line = () => `\n${'  '.repeat(Math.max(0, depth))}`;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+|"/g)) {
    switch (token) {
      case '{':
      case '[':
        depth++;
        out += token + line();
        break;
      case '}':
      case ']':
        depth--;
        out = /[{[]\s*$/.test(out.slice(-2 - 2 * (depth + 1))) ? out.trimEnd() + token : out + line() + token;
        break;
      case ',':
        out += token + line();
        break;
      case ':':
        out += ': ';
        break;
      default:
        out += token;
    }
  }
  return out;
}
