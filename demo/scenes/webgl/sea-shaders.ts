/** `const float TINT = …` goes before it. A point of the unit square becomes one of the sea, seen from a boat. */
export const SEA_VERTEX = `
layout(location = 0) in vec2 place;
uniform float time, aspect;
out vec3 normal;
out float depth;
void main() {
  depth = 0.6 + 22. * place.y * place.y;
  vec2 p = vec2((place.x - 0.5) * (2.6 + 2.4 * depth), depth + time * 0.35);
  vec3 wave = vec3(0.);
  for (int k = 0; k < 5; k++) {
    float f = 0.9 * pow(1.6, float(k)), a = 0.2 / f;
    vec2 to = vec2(sin(float(k) * 2.4 + 0.5), cos(float(k) * 1.7));
    float phase = dot(p, to) * f + time * sqrt(f) * 1.6;
    wave += vec3(a * sin(phase), a * f * to * cos(phase));
  }
  normal = normalize(vec3(-wave.y, 1., -wave.z));
  gl_Position = vec4((place.x - 0.5) * (2.6 + 2.4 * depth) * 1.5 / aspect, (wave.x - 0.85) * 1.5 + depth * 0.12, 0.5 * depth, depth);
}`;

export const SEA_FRAGMENT = `
uniform vec3 low, high;
in vec3 normal;
in float depth;
out vec4 color;
void main() {
  vec3 n = normalize(normal);
  float sky = smoothstep(-0.55, 0.75, n.z + 0.35 * n.x);
  float glint = pow(max(0., dot(n, normalize(vec3(0.12, 0.55, -0.8)))), 24.);
  vec3 water = mix(low, high, sky) + glint * vec3(1., 0.78, 0.5) * 0.6;
  color = vec4(mix(water + TINT * 0.02, high, smoothstep(8., 22., depth)), 1.);
}`;

/** One triangle over all: the sky, with a sun above the horizon. */
export const SKY_VERTEX = `
out vec2 place;
void main() {
  place = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4. - 1.;
  gl_Position = vec4(place, 0.999, 1.);
}`;

export const SKY_FRAGMENT = `
uniform vec3 low, high;
uniform float aspect;
in vec2 place;
out vec4 color;
void main() {
  float sun = length((place - vec2(-0.25, 0.3)) * vec2(aspect, 1.));
  vec3 sky = mix(high, low * 1.6, smoothstep(0.05, 1.1, place.y));
  color = vec4(sky + vec3(1., 0.8, 0.55) * (smoothstep(0.13, 0.12, sun) + 0.35 * exp(-3. * sun)), 1.);
}`;
