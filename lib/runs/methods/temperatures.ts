/** The temperatures of a distillation loss. */

export interface Temperatures {
  /** Divisor of the student's cosines. */
  readonly temperature: number;
  /** Divisor of the teacher's scores; default that of the student. */
  readonly teacherTemperature?: number;
}

/** Of labels that do not name it. */
const USUAL = 0.05;

/** The two in their one form: a teacher's temperature is there only where it is another. */
export function temperatures({ temperature, teacherTemperature }: Temperatures): Temperatures {
  const same = teacherTemperature === undefined || teacherTemperature === temperature;
  return { temperature, ...(!same && { teacherTemperature }) };
}

/** What is wrong with them, if anything is. */
export function temperatureProblem({ temperature, teacherTemperature = temperature }: Temperatures) {
  const accepts = (value: number) => value > 0 && value < Infinity;
  if (!accepts(temperature)) return "temperature to be a number above 0";
  return accepts(teacherTemperature) ? undefined : "teacherTemperature to be a number above 0";
}

/** What a label says of them. */
export function temperaturesInWords(method: Temperatures): string {
  const { temperature, teacherTemperature } = temperatures(method);
  return (temperature === USUAL ? "" : `, temperature ${temperature}`) +
    (teacherTemperature === undefined ? "" : `, teacher's ${teacherTemperature}`);
}
