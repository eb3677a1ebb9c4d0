"""Spanish: «te llamo mañana», «he reservado», «su pedido ha sido cancelado».

Clauses stand without accents, but for the last letter of a word: «reservé» is done, «reserve» asks the customer to.
"""

from agents.guards.promises import families as of

_PEOPLE = (
    r"(?:colegas?|companer[oa]s?|gerentes?|agentes?|asesor[ae]?s?|operador[ae]?s?|especialistas?|persona|"
    r"humano|equipo|supervisor[ae]?|encargad[oa])"
)
_THEM = r"(?:te|le|lo|la|os|les|se lo|se la|los|las)"
_ENCLITIC = r"(?:te|le|lo|la|les|los|las|os|selo|sela)?"


def _mine(infinitives: str, participles: str, finite: str) -> str:
    """“Voy a …”, “he …”, “estoy …ndo”, and the forms of one word."""
    gerunds = "|".join(one[:-2] + ("ando" if one.endswith("ar") else "iendo") for one in infinitives.split("|"))
    return (
        rf"\b(?:(?:voy|vamos) a (?:{infinitives}){_ENCLITIC}|(?:acabo|acabamos) de (?:{infinitives}){_ENCLITIC}|"
        rf"(?:he|hemos|queda|quedo|ha sido|ya esta|ya estan|esta|han sido|fue) (?:\w+ )?(?:{participles})|"
        rf"(?:estoy|estamos) (?:{gerunds}){_ENCLITIC}|(?<!que )(?<!para que )(?:{finite}))(?!\w)"
    )


SPANISH = {
    of.HAND_OVER: [
        rf"\b{_THEM} (?:paso|pasamos|comunico|conecto|transfiero|derivo|transferiré|pasaré|transferimos|"
        rf"conectaré)(?!\w)",
        r"\b(?:paso|transfiero|derivo|transferí|derivé|pasé|he pasado|he transferido|he derivado) (?:su|tu|el|la|"
        r"este|esta) "
        r"(?:chat|conversacion|consulta|caso|solicitud|mensaje|pregunta)",
        rf"\b(?:voy|vamos) a (?:pasar|transferir|derivar|comunicar|conectar|avisar){_ENCLITIC}\b",
        rf"\b(?:avisaré|avisé|he avisado|informaré|he informado) a .*{_PEOPLE}",
        r"(?:ha sido|fue|esta siendo|sera) (?:transferid|derivad)[oa]",
    ],
    of.CONTACT: [
        rf"\b{_THEM} (?:llamo|llamaré|llamamos|llamaremos|contacto|contactaré|contactaremos|escribo|escribiré|"
        rf"escribiremos|"
        r"devuelvo la llamada|respondo (?:luego|manana|mas tarde))(?!\w)",
        rf"\b(?:voy|vamos) a (?:llamar|contactar|escribir){_ENCLITIC}\b",
        rf"{_PEOPLE} (?:{_THEM} |se )?(?:\w+ ){{0,2}}(?:llamara|contactara|escribira|respondera|atendera|"
        rf"pondra en contacto|va a llamar\w*)",
        rf"\b{_THEM} (?:llamaran|contactaran|escribiran|responderan)(?!\w)",
    ],
    of.FIND_OUT: [
        r"\b(?:consultaré|consulto con|averiguaré|averiguo|verificaré|verifico|confirmaré|(?:te|le|les) aviso|"
        r"(?:te|le|les) avisaré|"
        r"(?:te|le|les) confirmo|(?:te|le|les) informaré)(?!\w)",
        rf"\b(?:voy|vamos) a (?:consultar|averiguar|verificar|comprobar|revisar|preguntar|confirmar){_ENCLITIC}\b",
    ],
    of.SEND: [
        _mine("enviar|mandar|remitir", "enviad[oa]s?|mandad[oa]s?|remitid[oa]s?", "enviaré|enviaremos|mando|mandaré|"
              "envié|mandé|(?:te|le|les) (?:envié|mandé|envio|mando)"),
    ],
    of.BOOK: [
        _mine("reservar|agendar|apuntar|inscribir|registrar|programar|pedir|tramitar",
              "reservad[oa]s?|agendad[oa]s?|apuntad[oa]s?|inscrit[oa]s?|registrad[oa]s?|programad[oa]s?|tramitad[oa]s?|confirmad[oa]s?",
              "reservo|reservaré|reservé|agendo|agendé|agendaré|apunté|programé|inscribí|registré|tramité|reservamos"),
        r"(?:cita|reserva|pedido|mesa|visita|turno|habitacion)\b.{0,30}?\b(?:esta|queda|quedo|ha sido|fue) (?:\w+ )?"
        r"(?:confirmad|reservad|agendad|registrad|realizad|hech)[oa]",
    ],
    of.NOTE: [
        _mine("anotar|guardar|actualizar|cambiar|anadir|agregar|modificar|registrar",
              "anotad[oa]s?|guardad[oa]s?|actualizad[oa]s?|cambiad[oa]s?|anadid[oa]s?|agregad[oa]s?|modificad[oa]s?",
              "anoto|anoté|anotaré|guardé|actualicé|actualizaré|cambié|anadí|agregué|modifiqué"),
    ],
    of.SETTLE: [
        rf"{_PEOPLE} (?:\w+ )?(?:ha (?:aprobado|autorizado|concedido|confirmado|aceptado)|aprobo|autorizo|"
        rf"confirmo|concedio)\b",
        _mine("cancelar|reembolsar|aplicar|procesar|activar|devolver|eliminar|borrar|aprobar|anular|conceder",
              "cancelad[oa]s?|reembolsad[oa]s?|aplicad[oa]s?|procesad[oa]s?|activad[oa]s?|devuelt[oa]s?|eliminad[oa]s?|"
              "borrad[oa]s?|aprobad[oa]s?|anulad[oa]s?|concedid[oa]s?",
              "cancelo|cancelé|cancelaré|reembolso su|reembolsé|apliqué|aplico|procesé|activé|devolví|eliminé|borré|"
              "apruebo|aprobé|anulé|anulo|(?:te|le) (?:devuelvo|reembolso)|"
              "(?:te|le) (?:hago|haré|hice) (?:un )?descuento"),
    ],
}  # fmt: skip
NOT = r"(?:no|nunca|jamas|nadie|tampoco|imposible|sin)"
UNLESS = r"\b(?:si|cuando|una vez|en cuanto|puedo|podemos|quiere que|quieres que|desea que|despues de|antes de)\b"
