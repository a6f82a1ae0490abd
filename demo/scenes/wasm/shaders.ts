export const SWARM_VERTEX = `
layout(location = 0) in vec2 place;
layout(location = 1) in vec2 speed;
uniform float aspect, size;
out vec3 tint;
void main() {
  float energy = clamp(length(speed), 0., 1.2);
  tint = TINT + mix(vec3(0.1, 0.35, 0.6), vec3(1., 0.55, 0.25), energy / 1.2);
  gl_Position = vec4(place.x / aspect, place.y, 0., 1.);
  gl_PointSize = size * (0.6 + energy);
}`;

export const SWARM_FRAGMENT = `
in vec3 tint;
out vec4 color;
void main() {
  float far = 2. * length(gl_PointCoord - 0.5);
  color = vec4(tint * 0.5 * smoothstep(1., 0.2, far), 1.);
}`;
