export const JULIA_VERTEX = `
void main() {
  gl_Position = vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4. - 1., 0., 1.);
}`;

/** `const float HUE = …` goes before it. */
export const JULIA_FRAGMENT = `
uniform vec2 seed, size;
uniform float scale;
uniform int steps;
out vec4 color;
void main() {
  vec2 z = (gl_FragCoord.xy * 2. - size) / size.y * scale;
  float count = 0.;
  for (int k = 0; k < steps; k++) {
    z = vec2(z.x * z.x - z.y * z.y, 2. * z.x * z.y) + seed;
    if (dot(z, z) > 64.) break;
    count += 1.;
  }
  float smoothed = count - log2(max(1., log2(dot(z, z)) / 6.));
  float inside = step(float(steps) - 0.5, count);
  vec3 rainbow = 0.5 + 0.5 * cos(6.2832 * (HUE + smoothed * 0.018 + vec3(0.62, 0.48, 0.3)));
  color = vec4(mix(rainbow * rainbow * smoothstep(0., 18., smoothed), vec3(0.05, 0.04, 0.09), inside), 1.);
}`;
