/** Moves the particles: two arms of orbits, slower farther out, that breathe across their plane. */
export const MOVE = /* wgsl */ `
struct Frame { timeSeconds: f32, aspect: f32, count: f32, pixelHeight: f32 }
@group(0) @binding(0) var<uniform> frame: Frame;
@group(0) @binding(1) var<storage, read_write> particles: array<vec4f>;

fn random(n: u32) -> f32 {
  var x = n * 747796405u + 2891336453u;
  x = ((x >> ((x >> 28u) + 4u)) ^ x) * 277803737u;
  return f32((x >> 22u) ^ x) / 4294967295.0;
}

@compute @workgroup_size(64) fn advance(@builtin(global_invocation_id) id: vec3u) {
  let n = id.x;
  let along = sqrt(random(n * 3u));
  let radius = 0.06 + 1.5 * along;
  let scatter = (random(n * 3u + 1u) - 0.5) * (0.5 + 0.9 * along);
  let angle = f32(n % 2u) * 3.14159 + radius * 2.6 + scatter - frame.timeSeconds * 0.22 / (0.25 + radius);
  let height = (random(n * 3u + 2u) - 0.5) * 0.24 * exp(-radius) * (1.0 + 0.4 * sin(frame.timeSeconds + radius * 5.0));
  particles[n] = vec4f(radius * cos(angle), height, radius * sin(angle), along);
}`;

/** Draws each particle as a soft disc, whose light adds up. `warmth` shifts the palette. */
export const GLOW = /* wgsl */ `
struct Frame { timeSeconds: f32, aspect: f32, count: f32, pixelHeight: f32 }
override warmth: f32 = 0.0;
@group(0) @binding(0) var<uniform> frame: Frame;
@group(0) @binding(1) var<storage, read> particles: array<vec4f>;

struct Corner { @builtin(position) position: vec4f, @location(0) at: vec2f, @location(1) color: vec3f }

@vertex fn corner(@builtin(vertex_index) k: u32, @builtin(instance_index) n: u32) -> Corner {
  let at = vec2f(f32(k & 1u), f32(k >> 1u)) * 2.0 - 1.0;
  let particle = particles[n];
  let tilt = 0.95 + 0.12 * sin(frame.timeSeconds * 0.15);
  let y = particle.y * sin(tilt) + particle.z * cos(tilt);
  let depth = 2.4 + particle.z * sin(tilt) - particle.y * cos(tilt);
  let size = max(0.024 / depth, 2.0 / frame.pixelHeight);
  var corner: Corner;
  corner.position = vec4f((particle.x * 1.5 / depth + at.x * size) / frame.aspect, y * 1.5 / depth + at.y * size, 0, 1);
  corner.at = at;
  let near = mix(vec3f(1.0, 0.78, 0.5), vec3f(1.0, 0.45, 0.6), warmth);
  let far = mix(vec3f(0.3, 0.42, 1.0), vec3f(0.25, 0.85, 0.75), warmth);
  corner.color = mix(near, far, smoothstep(0.1, 0.9, particle.w)) * 0.8;
  return corner;
}

@fragment fn glow(corner: Corner) -> @location(0) vec4f {
  let falloff = max(0.0, 1.0 - dot(corner.at, corner.at));
  return vec4f(corner.color * falloff * falloff, 1);
}`;

/** Develops the light into a picture: exposure, a shoulder for what is bright, and a darker edge. */
export const DEVELOP = /* wgsl */ `
@group(0) @binding(0) var light: texture_2d<f32>;

@vertex fn corner(@builtin(vertex_index) k: u32) -> @builtin(position) vec4f {
  return vec4f(f32(k & 1u) * 4.0 - 1.0, f32(k >> 1u) * 4.0 - 1.0, 0, 1);
}

@fragment fn develop(@builtin(position) at: vec4f) -> @location(0) vec4f {
  let size = vec2f(textureDimensions(light));
  let fromMiddle = at.xy / size - 0.5;
  let exposed = textureLoad(light, vec2u(at.xy), 0).rgb * 1.6 + vec3f(0.012, 0.01, 0.03);
  let edge = 1.0 - 1.1 * dot(fromMiddle, fromMiddle);
  return vec4f(pow(exposed / (1.0 + exposed) * edge, vec3f(1.0 / 2.0)), 1);
}`;
