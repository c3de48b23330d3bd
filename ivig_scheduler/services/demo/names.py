"""Made-up names for the demo clinic: short and long, plain and accented, from many places."""

FAMILY_NAMES = (
    "Abara", "Adeyemi", "Aguirre", "Alvarado", "Andersen", "Asante", "Bakker", "Banerjee",
    "Bergström", "Brandt", "Brennan", "Calloway", "Castillo", "Chowdhury", "Costa", "Delgado",
    "D'Angelo", "Dvořák", "Eriksen", "Farouk", "Featherstonehaugh-Montgomery", "Fischer",
    "Fontaine", "Gallagher", "García Márquez", "Goldberg", "Gonçalves", "Haddad", "Hakimi",
    "Hernández", "Holm", "Hughes", "Ibrahim", "Ivanova", "Jansen", "Jiménez", "Kaminski",
    "Kessler", "Kim", "Kovač", "Kowalski", "Larsson", "Lefèvre", "Lindgren", "Lindqvist",
    "Løvstad", "Marchetti", "McAllister", "Mendoza", "Moreau", "Müller-Lüdenscheidt", "Nair",
    "Nakamura", "Nguyễn", "Novák", "O'Connell", "Okafor", "Ortega", "Osei", "Papadopoulou",
    "Park", "Petrov", "Quiñones", "Ramanathan", "Reyes", "Romero", "Rosenthal", "Saito",
    "Schwarzenberg", "Şahin", "Silva", "Sørensen", "Tanaka", "Thornbury", "Tremblay", "Ueda",
    "van den Heuvel", "Vargas", "Weiss", "Whitfield", "Wójcik", "Yamada", "Yıldız", "Zhang",
    "Zielińska",
)  # fmt: skip
GIVEN_NAMES_F = (
    "Ada", "Amélie", "Beatriz", "Carmen", "Chiara", "Dorothea", "Elif", "Emma", "Fatima", "Grace",
    "Hannah", "Inés", "Jun", "Katarzyna", "Leila", "Linh", "Maeve", "Mercedes", "Nadia", "Olga",
    "Priya", "Rosa", "Ruth", "Sigrid", "Sofía", "Tamara", "Ursula", "Victoria Alexandra", "Wanda",
    "Yuki", "Zoë",
)  # fmt: skip
GIVEN_NAMES_M = (
    "Ahmed", "Andrés", "Bartholomew", "Carlos", "Daniel", "Emeka", "Felix", "George", "Henrik",
    "Ivan", "Jean-Baptiste", "José", "Kenji", "Kwame", "Lars", "Marek", "Nils", "Omar", "Piotr",
    "Quentin", "Rafael", "Samuel", "Søren", "Tomás", "Ugo", "Viktor", "William", "Xavier",
    "Yusuf",
)  # fmt: skip
