"""Portuguese: «vou transferir», «agendei», «seu pedido foi cancelado». Clauses stand without accents."""

from agents.guards.promises import families as of

_PEOPLE = (
    r"(?:colegas?|gerentes?|atendentes?|agentes?|consultor[ae]?s?|operador[ae]?s?|especialistas?|pessoa|"
    r"humano|equipe|supervisor[ae]?|responsavel)"
)
_THEM = r"(?:te|lhe|o|a|voce|os|as|lo|la)"


def _mine(infinitives: str, participles: str, gerunds: str, finite: str) -> str:
    """“Vou …”, “acabei de …”, “foi …”, “estou …ndo”, and the forms of one word."""
    return (
        rf"\b(?:(?:vou|vamos|irei|iremos) (?:{_THEM} |ja |logo )?(?:{infinitives})(?:-\w+)?|(?:acabei|"
        rf"acabamos) de (?:{infinitives})|"
        rf"(?:foi|foram|esta|estao|fica|ficou|ja esta) (?:\w+ )?(?:{participles})|(?:estou|"
        rf"estamos) (?:{_THEM} )?(?:{gerunds})|"
        rf"(?<!que )(?:{finite}))\b"
    )


PORTUGUESE = {
    of.HAND_OVER: [
        _mine("transferir|encaminhar|conectar|repassar|passar|chamar", "transferid[oa]s?|encaminhad[oa]s?",
              "transferindo|encaminhando|conectando|passando|chamando",
              "transfiro|transferi|transferirei|encaminho|encaminhei|encaminharei|"
              "repassei|passei (?:seu|sua|o|a)|chamei"),
        rf"\b(?:avisei|avisarei|vou avisar|informei) .*{_PEOPLE}",
    ],
    of.CONTACT: [
        rf"\b(?:(?:te|lhe) (?:ligo|ligarei|retorno|escrevo|chamo|contato)|ligarei|retornarei|retornaremos|"
        rf"ligaremos|entrarei em contato|"
        rf"entraremos em contato|(?:vou|vamos) (?:{_THEM} )?(?:ligar|retornar|entrar em contato|escrever|"
        rf"contatar)|ligo (?:amanha|mais tarde|depois|para))\b",
        rf"{_PEOPLE} (?:{_THEM} )?(?:\w+ ){{0,2}}(?:ligara|vai ligar|vai (?:{_THEM} )?(?:ligar|contatar|retornar|"
        rf"responder|entrar)|"
        r"entrara em contato|retornara|respondera|entra em contato)",
    ],
    of.FIND_OUT: [
        r"\b(?:(?:vou|vamos) (?:verificar|confirmar|consultar|checar|perguntar|averiguar|conferir)|verificarei|"
        r"confirmarei|"
        r"te aviso|lhe aviso|te avisarei|avisarei voce|checarei)\b",
    ],
    of.SEND: [
        _mine("enviar|mandar|remeter", "enviad[oa]s?|mandad[oa]s?", "enviando|mandando",
              "enviei|enviarei|enviaremos|mandei|mando|mandarei|(?:te|lhe) (?:envio|mando)"),
    ],
    of.BOOK: [
        _mine("reservar|agendar|marcar|inscrever|registrar|pedir|cadastrar", 
              "reservad[oa]s?|agendad[oa]s?|marcad[oa]s?|"
              "inscrit[oa]s?|registrad[oa]s?|confirmad[oa]s?|cadastrad[oa]s?",
              "reservando|agendando|marcando|registrando",
              "reservei|reservo|reservarei|agendei|agendo|agendarei|marquei|marcarei|inscrevi|registrei|cadastrei"),
    ],
    of.NOTE: [
        _mine("anotar|guardar|atualizar|alterar|adicionar|mudar|salvar", "anotad[oa]s?|atualizad[oa]s?|alterad[oa]s?|"
              "adicionad[oa]s?|salv[oa]s?", "anotando|atualizando|alterando|adicionando",
              "anotei|anoto|atualizei|alterei|adicionei|mudei|salvei|atualizarei"),
    ],
    of.SETTLE: [
        rf"{_PEOPLE} (?:\w+ )?(?:aprovou|autorizou|liberou|confirmou|concedeu|aceitou)\b",
        _mine("cancelar|reembolsar|estornar|aplicar|processar|ativar|devolver|excluir|apagar|aprovar|conceder",
              "cancelad[oa]s?|reembolsad[oa]s?|estornad[oa]s?|aplicad[oa]s?|processad[oa]s?|ativad[oa]s?|devolvid[oa]s?|"
              "excluid[oa]s?|apagad[oa]s?|aprovad[oa]s?|concedid[oa]s?",
              "cancelando|processando|aplicando|reembolsando|estornando",
              "cancelei|cancelo|cancelarei|reembolsei|estornei|apliquei|aplico|processei|ativei|devolvi|apaguei|"
              "aprovei|aprovo|(?:te|lhe) (?:dou|dei) (?:um )?desconto"),
    ],
}  # fmt: skip
NOT = r"(?:nao|nunca|jamais|ninguem|tampouco|impossivel|sem)"
UNLESS = r"\b(?:se|quando|assim que|posso|podemos|quer que|deseja que|gostaria que|depois de|antes de)\b"
