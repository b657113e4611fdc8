# Dateien eines Kunden: wie sie heißen, warum eine nicht angenommen wurde, und die Seite eines Dokuments.

# Die Plätze für Dateien.
field-doc-file-1 = Dokumentdatei 1
field-doc-file-2 = Dokumentdatei 2
field-selfie-images = Selfies
field-address-file = Adressnachweis
field-photo = Foto
field-cover-photo = Titelbild

# Warum eine Datei nicht angenommen wurde.
upload-too-large = Diese Datei ist größer als { $limit }. Wählen Sie eine kleinere.
upload-empty = Diese Datei ist leer. Wählen Sie eine andere.
upload-type-not-allowed = Diese Datei kann hier nicht angenommen werden. Möglich sind: { $types }.
upload-name-contradicts-content = Der Inhalt ist { $type }, aber der Name endet nicht auf .{ $extension }. Wählen Sie die Originaldatei oder korrigieren Sie ihren Namen.
upload-too-many-pixels = Dieses Bild hat zu viele Pixel. Möglich sind höchstens { $side } je Seite und { $megapixels } Millionen insgesamt.
upload-damaged = Diese Datei ist beschädigt oder unvollständig. Öffnen Sie sie, um zu sehen, ob alles da ist, oder wählen Sie eine andere.
upload-more-than-a-picture = In dieser Datei ist hinter dem Bild noch etwas anderes angehängt. Speichern Sie das Bild noch einmal und wählen Sie die neue Datei.
upload-too-many-files =
    { $most ->
        [one] Hier ist nur eine Datei möglich. Lassen Sie diese weg.
       *[other] Hier sind nur { $most } Dateien möglich. Lassen Sie diese weg.
    }
upload-no-room = Die Dateien eines Kunden dürfen zusammen { $limit } belegen, frühere Versionen eingeschlossen. Für diese ist kein Platz mehr.

# Was an einer Übertragung als Ganzes nicht stimmen kann.
error-upload-broken = Das Formular und seine Dateien sind nicht vollständig angekommen.
error-upload-stalled = Die Übertragung stockte oder war zu langsam und wurde deshalb beendet. Es wurde nichts gespeichert.
error-upload-unknown-file = Das Formular enthält eine Datei, die diese Seite nicht kennt.
error-upload-unnamed-file = Eine Datei kam ohne Namen an.
error-upload-two-files = Es kamen zwei Dateien an, wo nur eine möglich ist.
error-upload-too-many = Das Formular hat mehr Dateien oder Felder, als diese Seite annimmt.

# Größen. Ein Kilobyte hat 1.024 Byte, wie in den Einstellungen.
file-size-bytes =
    { $bytes ->
        [one] { $bytes } Byte
       *[other] { $bytes } Byte
    }
file-size-kilobytes = { $size } KB
file-size-megabytes = { $size } MB

# Die Seite eines Dokuments.
document-title = { $slot } von { $customer }
document-file-name = Dateiname
document-type = Typ
document-size = Größe
document-pixels = Pixel
document-pixels-value = { $width } × { $height }
document-sha256 = SHA-256
document-uploaded = Hochgeladen
document-version-label = Version
document-state = Zustand
document-current = Aktuell
document-replaced = Ersetzt
document-by = von { $name }
document-customer = Kunde
document-download = Original herunterladen
document-recorded = Dass Sie diese Seite geöffnet haben, wurde protokolliert. Dasselbe gilt für jedes Herunterladen.
document-earlier-versions = Frühere Versionen
document-current-version = Aktuelle Version

# Der Bereich, der ein Bild oder eine PDF-Datei zeigt.
document-picture = { $slot }: { $file }
document-pdf-previous = Vorherige Seite
document-pdf-next = Nächste Seite
document-zoom-in = Vergrößern
document-zoom-out = Verkleinern
document-rotate = Nach rechts drehen
document-close = Schließen
document-pdf-page = Seite { $page } von { $pages }
document-pdf-failed = Diese PDF-Datei kann hier nicht angezeigt werden. Laden Sie sie stattdessen herunter.
document-version = Version { $version }
