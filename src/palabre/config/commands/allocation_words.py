"""What `palabre allocation` says, in French and in English."""

from __future__ import annotations

from collections.abc import Mapping

from palabre.core.allocation import AllocationError, Loser, Money
from palabre.core.allocation.pabulib import PabulibError, PabulibRemark

Pair = tuple[str, str]

#: Where something is wrong: line and column of the file.
_PLACE: dict[tuple[bool, bool], Pair] = {
    (True, True): ("ligne {line}, colonne {column} : ", "line {line}, column {column}: "),
    (True, False): ("ligne {line} : ", "line {line}: "),
    (False, False): ("", ""),
}

_PROBLEMS: dict[str, Pair] = {
    "empty": ("le fichier est vide.", "the file is empty."),
    "not-text": (
        "ce n’est pas un fichier de texte ; donnez un fichier .pb.",
        "this is no text file; give a .pb file.",
    ),
    "malformed-utf8": (
        "le fichier n’est pas en UTF-8 ; enregistrez-le de nouveau dans ce codage.",
        "the file is not UTF-8; save it again in that encoding.",
    ),
    "unclosed-quote": (
        "un guillemet est ouvert et n’est jamais refermé.",
        "a quote is opened and never closed.",
    ),
    "no-section": (
        "la partie {name} manque ; le fichier est peut-être coupé.",
        "the section {name} is missing; the file may be cut short.",
    ),
    "section-twice": ("la partie {name} est là deux fois.", "the section {name} is there twice."),
    "before-section": (
        "le fichier doit commencer par une ligne META.",
        "the file must begin with a line META.",
    ),
    "no-header": (
        "la partie {name} n’a pas de ligne d’en-tête.",
        "the section {name} has no header line.",
    ),
    "duplicated-header": (
        "deux colonnes s’appellent « {name} ».",
        "two columns are named “{name}”.",
    ),
    "missing-column": (
        "la partie {section} n’a pas de colonne « {name} ».",
        "the section {section} has no column “{name}”.",
    ),
    "missing-key": ("il manque « {name} » dans META.", "“{name}” is missing in META."),
    "row-length": (
        "{found} cases, là où l’en-tête en annonce {expected}.",
        "{found} cells, where the header announces {expected}.",
    ),
    "empty-id": ("l’identifiant est vide.", "the identifier is empty."),
    "not-money": (
        "« {value} » n’est pas une somme ; écrivez-la en chiffres, comme 12500.",
        "“{value}” is no sum; write it in digits, like 12500.",
    ),
    "not-a-count": (
        "« {value} » n’est pas un nombre entier ({name}).",
        "“{value}” is no whole number ({name}).",
    ),
    "cost-not-positive": (
        "le projet « {id} » coûte {value} ; un coût est au-dessus de zéro.",
        "the project “{id}” costs {value}; a cost is above zero.",
    ),
    "negative-budget": (
        "le budget est de {value} ; il ne peut pas être négatif.",
        "the budget is {value}; it cannot be negative.",
    ),
    "unknown-vote-type": (
        (
            "bulletins « {value} » inconnus ; il faut approval, ordinal, cumulative, scoring ou "
            "choose-1."
        ),
        "unknown ballots “{value}”; use approval, ordinal, cumulative, scoring or choose-1.",
    ),
    "duplicated-project": (
        "le projet « {id} » est déjà à la ligne {first}.",
        "the project “{id}” is already on line {first}.",
    ),
    "unknown-project": (
        "le projet « {id} » n’est pas dans la liste des projets.",
        "the project “{id}” is not in the list of projects.",
    ),
    "not-points": (
        "« {value} » n’est pas un nombre de points ; il en faut un entier, zéro compris.",
        "“{value}” is no number of points; it takes a whole one, zero included.",
    ),
    "points-differ": (
        "{choices} projets et {points} nombres de points : il en faut autant.",
        "{choices} projects and {points} numbers of points: there must be as many.",
    ),
    "several-choices": (
        "{choices} projets sur un bulletin qui n’en admet qu’un.",
        "{choices} projects on a ballot that takes only one.",
    ),
    "not-a-weight": (
        "« {value} » n’est pas un poids ; il en faut un au-dessus de zéro.",
        "“{value}” is no weight; it takes one above zero.",
    ),
    "fewer-rows": (
        (
            "la partie {section} annonce {expected} lignes et n’en a que {found} ; le fichier est "
            "sans doute coupé."
        ),
        (
            "the section {section} announces {expected} rows and has only {found}; the file is "
            "probably cut short."
        ),
    ),
    "numbers-too-large": (
        "les poids et les points sont trop grands pour être comptés exactement.",
        "weights and points are too large to be counted exactly.",
    ),
    "negative-setting": (
        "{name} : {value} ; il faut un nombre positif.",
        "{name}: {value}; it takes a positive number.",
    ),
}

_REMARKS: dict[str, Pair] = {
    "missing-key": ("META ne dit pas « {name} ».", "META does not say “{name}”."),
    "repeated-choices": (
        (
            "bulletins qui nomment deux fois un projet : {count}, le premier à la ligne {line} ; "
            "il compte une fois."
        ),
        "ballots that name a project twice: {count}, the first on line {line}; it counts once.",
    ),
    "repeated-voters": (
        (
            "identifiants de votants déjà vus : {count}, le premier à la ligne {line} ; ces "
            "bulletins comptent."
        ),
        "voters' identifiers already seen: {count}, the first on line {line}; these ballots count.",
    ),
    "more-rows": (
        "la partie {section} annonce {expected} lignes et en a {found} ; toutes comptent.",
        "the section {section} announces {expected} rows and has {found}; all count.",
    ),
    "votes-differ": (
        (
            "le total écrit dans PROJECTS n’est pas celui des bulletins pour {count} projet(s), le "
            "premier à la ligne {line}."
        ),
        (
            "the total written in PROJECTS is not that of the ballots for {count} project(s), the "
            "first on line {line}."
        ),
    ),
    "empty-ballots": ("bulletins vides, comptés : {count}.", "empty ballots, counted: {count}."),
}

_REASONS: dict[str, Pair] = {
    "excluded": ("écarté d’avance", "excluded beforehand"),
    "decided": ("devait être financé", "had to be funded"),
    "over-budget": (
        "coûte {missing} de plus que tout le budget",
        "costs {missing} more than the whole budget",
    ),
    "below-threshold": (
        "il lui manque {missing} voix ou points",
        "short of {missing} votes or points",
    ),
    "no-support": ("aucun bulletin ne le nomme", "no ballot names it"),
    "incompatible": (
        "incompatible avec {because}, financé",
        "incompatible with {because}, which is funded",
    ),
    "category-cap": (
        "la catégorie {because} est pleine, il manque {missing}",
        "the category {because} is full, {missing} is missing",
    ),
    "supporters-short": (
        "il restait {left} à ses soutiens, il manque {missing}",
        "its supporters had {left} left, {missing} is missing",
    ),
    "budget-spent": (
        "il restait {left}, il manque {missing}",
        "{left} was left, {missing} is missing",
    ),
    "stopped": (
        "la règle s’est arrêtée à {because}, qui ne tenait plus dans le budget",
        "the rule stopped at {because}, which no longer fitted",
    ),
}

_SENTENCES: dict[str, Pair] = {
    "reading": ("lecture de {path}…", "reading {path}…"),
    "counting": ("dépouillement de {ballots} bulletins…", "counting {ballots} ballots…"),
    "advising": (
        "ce qui aurait suffi aux {losers} projets non financés…",
        "what would have sufficed for the {losers} projects not funded…",
    ),
    "certifying": ("vérification…", "verifying…"),
    "remark": ("remarque : {text}", "remark: {text}"),
    "funded-none": (
        "Aucun projet n’est financé, sur un budget de {budget}.",
        "No project is funded, of a budget of {budget}.",
    ),
    "funded-one": (
        "Financé : 1 projet, {cost} sur {budget}.",
        "Funded: 1 project, {cost} of {budget}.",
    ),
    "funded": (
        "Financés : {count} projets, {cost} sur {budget}.",
        "Funded: {count} projects, {cost} of {budget}.",
    ),
    "line": ("  {id} {name} : {cost}", "  {id} {name}: {cost}"),
    "not-funded": ("Non financés :", "Not funded:"),
    "lost": ("  {id} {name} ({cost}) : {reason}.", "  {id} {name} ({cost}): {reason}."),
    "enough-cost": (
        "    À {cost}, il aurait été financé.",
        "    At {cost}, it would have been funded.",
    ),
    "enough-ballots": (
        "    Avec {ballots} bulletin(s) de plus, aussi.",
        "    With {ballots} more ballot(s), so it would.",
    ),
    "tie": (
        "Égalité entre {all} ; {chosen} d’abord. L’autre choix change le résultat : {changes}.",
        "Tie between {all}; {chosen} first. The other choice changes the result: {changes}.",
    ),
    "yes": ("oui", "yes"),
    "no": ("non", "no"),
    "written": ("{path} : écrit.", "{path}: written."),
    "same-election": (
        "Mêmes bulletins et mêmes réglages que ceux du résultat : {answer}.",
        "Same ballots and settings as the outcome's: {answer}.",
    ),
    "same-selection": (
        "Recompté, le résultat est le même : {answer}.",
        "Counted again, the outcome is the same: {answer}.",
    ),
    "within": ("Dans le budget : {answer}.", "Within the budget: {answer}."),
    "exhaustive": (
        "Plus rien ne tient dans ce qui reste : {answer}.",
        "Nothing more fits in what is left: {answer}.",
    ),
    "ejr": (
        "Aucun groupe n’est lésé de plus d’un projet (EJR+ à un près) : {answer}.",
        "No group is owed more than one project (EJR+ up to one): {answer}.",
    ),
    "unserved": (
        (
            "  {project} : {size} bulletins auraient droit à une valeur de {due}, et n’ont au plus "
            "que {obtained} avec lui."
        ),
        (
            "  {project}: {size} ballots are owed a worth of {due}, and obtain at most {obtained} "
            "with it."
        ),
    ),
    "priceable": (
        "Des bourses égales suffisent à payer ce choix (prix) : {answer}.",
        "Equal purses can pay for this selection (prices): {answer}.",
    ),
    "undecided": ("ni prouvé ni réfuté", "neither proven nor refuted"),
    "breach": (
        "Décidé d’avance, et non respecté : {project}, {reason}.",
        "Decided beforehand, and not kept: {project}, {reason}.",
    ),
    "without": (
        "Bulletins qui n’obtiennent rien : {count}.",
        "Ballots that obtain nothing: {count}.",
    ),
    "not-json": (
        "« {path} » n’est pas un résultat de « palabre allocation select --json ».",
        "“{path}” is no outcome of “palabre allocation select --json”.",
    ),
    "unknown-suffix": (
        "« {path} » : il faut un nom en .pb, .csv ou .xlsx.",
        "“{path}”: it takes a name in .pb, .csv or .xlsx.",
    ),
    "exists": (
        "« {path} » existe déjà ; choisissez un autre nom, ou ajoutez --force.",
        "“{path}” exists already; choose another name, or add --force.",
    ),
    "unwritable": (
        "« {path} » ne peut pas être écrit ({why}).",
        "“{path}” cannot be written ({why}).",
    ),
    "no-file": ("le fichier « {path} » n’existe pas.", "the file “{path}” does not exist."),
    "folder": (
        "« {path} » est un dossier ; donnez un fichier.",
        "“{path}” is a folder; give a file.",
    ),
    "unreadable": (
        "le fichier « {path} » ne peut pas être lu ({why}).",
        "the file “{path}” cannot be read ({why}).",
    ),
    "bad-workbook": (
        "le classeur ne peut pas être lu ; enregistrez-le de nouveau en .xlsx.",
        "the workbook cannot be read; save it again as .xlsx.",
    ),
    "too-wide": (
        "l’identifiant {id} contient une virgule ou des espaces : ce format ne peut pas l’écrire.",
        "the identifier {id} holds a comma or spaces: this format cannot write it.",
    ),
    "not-amount": (
        "« {value} » n’est pas une somme ; écrivez-la en chiffres.",
        "“{value}” is no sum; write it in digits.",
    ),
}


class Words:
    """One of the two languages: ``fr`` or ``en``."""

    def __init__(self, language: str) -> None:
        self._at = 1 if language == "en" else 0

    def say(self, sentence: str, /, **params: object) -> str:
        return self._fill(_SENTENCES[sentence], params)

    def refusal(self, error: PabulibError | AllocationError) -> str:
        """What is wrong, and where: line, then column, of the file."""
        text = _PROBLEMS.get(error.code.value)
        found = f"{error}" if text is None else self._fill(text, error.params)
        if isinstance(error, AllocationError):
            return found
        place = _PLACE[error.line is not None, error.line is not None and error.column is not None]
        return self._fill(place, {"line": error.line, "column": error.column}) + found

    def remark(self, one: PabulibRemark) -> str:
        return self._fill(_REMARKS[one.code.value], one.params)

    def reason(self, one: Loser) -> str:
        return self.reason_of(one.reason.value, one.missing, one.left, one.because)

    def reason_of(
        self, code: str, missing: Money | None, left: Money | None = None, because: str = ""
    ) -> str:
        params = {"missing": self.money(missing), "left": self.money(left), "because": because}
        return self._fill(_REASONS[code], params)

    def money(self, value: Money | None) -> str:
        """A sum to the hundredth, for people; the JSON holds it exactly."""
        if value is None:
            return ""
        if isinstance(value, int) or value.denominator == 1:
            return f"{int(value):,}".replace(",", "\u202f" if self._at == 0 else ",")
        whole, rest = divmod(round(value * 100), 100)
        return f"{self.money(whole)}{',' if self._at == 0 else '.'}{rest:02d}"

    def _fill(self, pair: Pair, params: Mapping[str, object]) -> str:
        return pair[self._at].format_map(dict(params))
