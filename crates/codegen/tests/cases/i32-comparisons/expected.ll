; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0, i32 %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !7
  %5 = load i32, ptr %3, align 4, !dbg !8
  %6 = icmp eq i32 %4, %5, !dbg !9
  %7 = zext i1 %6 to i32, !dbg !9
  br label %return, !dbg !10

return:                                           ; preds = %start
  %8 = phi i32 [ %7, %start ]
  ret i32 %8, !dbg !10
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(i32 %0, i32 %1) #0 section ".text.func[1]" !dbg !11 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !12
  %5 = load i32, ptr %3, align 4, !dbg !13
  %6 = icmp ne i32 %4, %5, !dbg !14
  %7 = zext i1 %6 to i32, !dbg !14
  br label %return, !dbg !15

return:                                           ; preds = %start
  %8 = phi i32 [ %7, %start ]
  ret i32 %8, !dbg !15
}

; Function Attrs: nounwind optsize
define internal i32 @"func[2]"(i32 %0, i32 %1) #0 section ".text.func[2]" !dbg !16 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !17
  %5 = load i32, ptr %3, align 4, !dbg !18
  %6 = icmp slt i32 %4, %5, !dbg !19
  %7 = zext i1 %6 to i32, !dbg !19
  br label %return, !dbg !20

return:                                           ; preds = %start
  %8 = phi i32 [ %7, %start ]
  ret i32 %8, !dbg !20
}

; Function Attrs: nounwind optsize
define internal i32 @"func[3]"(i32 %0, i32 %1) #0 section ".text.func[3]" !dbg !21 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !22
  %5 = load i32, ptr %3, align 4, !dbg !23
  %6 = icmp ult i32 %4, %5, !dbg !24
  %7 = zext i1 %6 to i32, !dbg !24
  br label %return, !dbg !25

return:                                           ; preds = %start
  %8 = phi i32 [ %7, %start ]
  ret i32 %8, !dbg !25
}

; Function Attrs: nounwind optsize
define internal i32 @"func[4]"(i32 %0, i32 %1) #0 section ".text.func[4]" !dbg !26 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !27
  %5 = load i32, ptr %3, align 4, !dbg !28
  %6 = icmp sgt i32 %4, %5, !dbg !29
  %7 = zext i1 %6 to i32, !dbg !29
  br label %return, !dbg !30

return:                                           ; preds = %start
  %8 = phi i32 [ %7, %start ]
  ret i32 %8, !dbg !30
}

; Function Attrs: nounwind optsize
define internal i32 @"func[5]"(i32 %0, i32 %1) #0 section ".text.func[5]" !dbg !31 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !32
  %5 = load i32, ptr %3, align 4, !dbg !33
  %6 = icmp ugt i32 %4, %5, !dbg !34
  %7 = zext i1 %6 to i32, !dbg !34
  br label %return, !dbg !35

return:                                           ; preds = %start
  %8 = phi i32 [ %7, %start ]
  ret i32 %8, !dbg !35
}

; Function Attrs: nounwind optsize
define internal i32 @"func[6]"(i32 %0, i32 %1) #0 section ".text.func[6]" !dbg !36 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !37
  %5 = load i32, ptr %3, align 4, !dbg !38
  %6 = icmp sle i32 %4, %5, !dbg !39
  %7 = zext i1 %6 to i32, !dbg !39
  br label %return, !dbg !40

return:                                           ; preds = %start
  %8 = phi i32 [ %7, %start ]
  ret i32 %8, !dbg !40
}

; Function Attrs: nounwind optsize
define internal i32 @"func[7]"(i32 %0, i32 %1) #0 section ".text.func[7]" !dbg !41 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !42
  %5 = load i32, ptr %3, align 4, !dbg !43
  %6 = icmp ule i32 %4, %5, !dbg !44
  %7 = zext i1 %6 to i32, !dbg !44
  br label %return, !dbg !45

return:                                           ; preds = %start
  %8 = phi i32 [ %7, %start ]
  ret i32 %8, !dbg !45
}

; Function Attrs: nounwind optsize
define internal i32 @"func[8]"(i32 %0, i32 %1) #0 section ".text.func[8]" !dbg !46 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !47
  %5 = load i32, ptr %3, align 4, !dbg !48
  %6 = icmp sge i32 %4, %5, !dbg !49
  %7 = zext i1 %6 to i32, !dbg !49
  br label %return, !dbg !50

return:                                           ; preds = %start
  %8 = phi i32 [ %7, %start ]
  ret i32 %8, !dbg !50
}

; Function Attrs: nounwind optsize
define internal i32 @"func[9]"(i32 %0, i32 %1) #0 section ".text.func[9]" !dbg !51 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !52
  %5 = load i32, ptr %3, align 4, !dbg !53
  %6 = icmp uge i32 %4, %5, !dbg !54
  %7 = zext i1 %6 to i32, !dbg !54
  br label %return, !dbg !55

return:                                           ; preds = %start
  %8 = phi i32 [ %7, %start ]
  ret i32 %8, !dbg !55
}

; Function Attrs: nounwind optsize
define i32 @m_eq(i32 %0, i32 %1) #0 section ".text.m_eq" !dbg !56 {
  %3 = call i32 @"func[0]"(i32 %0, i32 %1), !dbg !57
  ret i32 %3, !dbg !57
}

; Function Attrs: nounwind optsize
define i32 @m_ne(i32 %0, i32 %1) #0 section ".text.m_ne" !dbg !58 {
  %3 = call i32 @"func[1]"(i32 %0, i32 %1), !dbg !59
  ret i32 %3, !dbg !59
}

; Function Attrs: nounwind optsize
define i32 @m_lt_s(i32 %0, i32 %1) #0 section ".text.m_lt_s" !dbg !60 {
  %3 = call i32 @"func[2]"(i32 %0, i32 %1), !dbg !61
  ret i32 %3, !dbg !61
}

; Function Attrs: nounwind optsize
define i32 @m_lt_u(i32 %0, i32 %1) #0 section ".text.m_lt_u" !dbg !62 {
  %3 = call i32 @"func[3]"(i32 %0, i32 %1), !dbg !63
  ret i32 %3, !dbg !63
}

; Function Attrs: nounwind optsize
define i32 @m_gt_s(i32 %0, i32 %1) #0 section ".text.m_gt_s" !dbg !64 {
  %3 = call i32 @"func[4]"(i32 %0, i32 %1), !dbg !65
  ret i32 %3, !dbg !65
}

; Function Attrs: nounwind optsize
define i32 @m_gt_u(i32 %0, i32 %1) #0 section ".text.m_gt_u" !dbg !66 {
  %3 = call i32 @"func[5]"(i32 %0, i32 %1), !dbg !67
  ret i32 %3, !dbg !67
}

; Function Attrs: nounwind optsize
define i32 @m_le_s(i32 %0, i32 %1) #0 section ".text.m_le_s" !dbg !68 {
  %3 = call i32 @"func[6]"(i32 %0, i32 %1), !dbg !69
  ret i32 %3, !dbg !69
}

; Function Attrs: nounwind optsize
define i32 @m_le_u(i32 %0, i32 %1) #0 section ".text.m_le_u" !dbg !70 {
  %3 = call i32 @"func[7]"(i32 %0, i32 %1), !dbg !71
  ret i32 %3, !dbg !71
}

; Function Attrs: nounwind optsize
define i32 @m_ge_s(i32 %0, i32 %1) #0 section ".text.m_ge_s" !dbg !72 {
  %3 = call i32 @"func[8]"(i32 %0, i32 %1), !dbg !73
  ret i32 %3, !dbg !73
}

; Function Attrs: nounwind optsize
define i32 @m_ge_u(i32 %0, i32 %1) #0 section ".text.m_ge_u" !dbg !74 {
  %3 = call i32 @"func[9]"(i32 %0, i32 %1), !dbg !75
  ret i32 %3, !dbg !75
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !76 {
  ret void, !dbg !77
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "eq", linkageName: "eq", scope: null, file: !3, line: 103, type: !5, scopeLine: 103, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 104, scope: !4)
!8 = !DILocation(line: 106, scope: !4)
!9 = !DILocation(line: 108, scope: !4)
!10 = !DILocation(line: 109, scope: !4)
!11 = distinct !DISubprogram(name: "ne", linkageName: "ne", scope: null, file: !3, line: 111, type: !5, scopeLine: 111, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 112, scope: !11)
!13 = !DILocation(line: 114, scope: !11)
!14 = !DILocation(line: 116, scope: !11)
!15 = !DILocation(line: 117, scope: !11)
!16 = distinct !DISubprogram(name: "lt_s", linkageName: "lt_s", scope: null, file: !3, line: 119, type: !5, scopeLine: 119, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 120, scope: !16)
!18 = !DILocation(line: 122, scope: !16)
!19 = !DILocation(line: 124, scope: !16)
!20 = !DILocation(line: 125, scope: !16)
!21 = distinct !DISubprogram(name: "lt_u", linkageName: "lt_u", scope: null, file: !3, line: 127, type: !5, scopeLine: 127, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 128, scope: !21)
!23 = !DILocation(line: 130, scope: !21)
!24 = !DILocation(line: 132, scope: !21)
!25 = !DILocation(line: 133, scope: !21)
!26 = distinct !DISubprogram(name: "gt_s", linkageName: "gt_s", scope: null, file: !3, line: 135, type: !5, scopeLine: 135, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!27 = !DILocation(line: 136, scope: !26)
!28 = !DILocation(line: 138, scope: !26)
!29 = !DILocation(line: 140, scope: !26)
!30 = !DILocation(line: 141, scope: !26)
!31 = distinct !DISubprogram(name: "gt_u", linkageName: "gt_u", scope: null, file: !3, line: 143, type: !5, scopeLine: 143, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!32 = !DILocation(line: 144, scope: !31)
!33 = !DILocation(line: 146, scope: !31)
!34 = !DILocation(line: 148, scope: !31)
!35 = !DILocation(line: 149, scope: !31)
!36 = distinct !DISubprogram(name: "le_s", linkageName: "le_s", scope: null, file: !3, line: 151, type: !5, scopeLine: 151, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!37 = !DILocation(line: 152, scope: !36)
!38 = !DILocation(line: 154, scope: !36)
!39 = !DILocation(line: 156, scope: !36)
!40 = !DILocation(line: 157, scope: !36)
!41 = distinct !DISubprogram(name: "le_u", linkageName: "le_u", scope: null, file: !3, line: 159, type: !5, scopeLine: 159, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!42 = !DILocation(line: 160, scope: !41)
!43 = !DILocation(line: 162, scope: !41)
!44 = !DILocation(line: 164, scope: !41)
!45 = !DILocation(line: 165, scope: !41)
!46 = distinct !DISubprogram(name: "ge_s", linkageName: "ge_s", scope: null, file: !3, line: 167, type: !5, scopeLine: 167, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!47 = !DILocation(line: 168, scope: !46)
!48 = !DILocation(line: 170, scope: !46)
!49 = !DILocation(line: 172, scope: !46)
!50 = !DILocation(line: 173, scope: !46)
!51 = distinct !DISubprogram(name: "ge_u", linkageName: "ge_u", scope: null, file: !3, line: 175, type: !5, scopeLine: 175, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!52 = !DILocation(line: 176, scope: !51)
!53 = !DILocation(line: 178, scope: !51)
!54 = !DILocation(line: 180, scope: !51)
!55 = !DILocation(line: 181, scope: !51)
!56 = distinct !DISubprogram(name: "m_eq", linkageName: "m_eq", scope: null, file: !3, line: 103, type: !5, scopeLine: 103, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!57 = !DILocation(line: 103, scope: !56)
!58 = distinct !DISubprogram(name: "m_ne", linkageName: "m_ne", scope: null, file: !3, line: 111, type: !5, scopeLine: 111, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!59 = !DILocation(line: 111, scope: !58)
!60 = distinct !DISubprogram(name: "m_lt_s", linkageName: "m_lt_s", scope: null, file: !3, line: 119, type: !5, scopeLine: 119, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!61 = !DILocation(line: 119, scope: !60)
!62 = distinct !DISubprogram(name: "m_lt_u", linkageName: "m_lt_u", scope: null, file: !3, line: 127, type: !5, scopeLine: 127, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!63 = !DILocation(line: 127, scope: !62)
!64 = distinct !DISubprogram(name: "m_gt_s", linkageName: "m_gt_s", scope: null, file: !3, line: 135, type: !5, scopeLine: 135, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!65 = !DILocation(line: 135, scope: !64)
!66 = distinct !DISubprogram(name: "m_gt_u", linkageName: "m_gt_u", scope: null, file: !3, line: 143, type: !5, scopeLine: 143, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!67 = !DILocation(line: 143, scope: !66)
!68 = distinct !DISubprogram(name: "m_le_s", linkageName: "m_le_s", scope: null, file: !3, line: 151, type: !5, scopeLine: 151, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!69 = !DILocation(line: 151, scope: !68)
!70 = distinct !DISubprogram(name: "m_le_u", linkageName: "m_le_u", scope: null, file: !3, line: 159, type: !5, scopeLine: 159, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!71 = !DILocation(line: 159, scope: !70)
!72 = distinct !DISubprogram(name: "m_ge_s", linkageName: "m_ge_s", scope: null, file: !3, line: 167, type: !5, scopeLine: 167, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!73 = !DILocation(line: 167, scope: !72)
!74 = distinct !DISubprogram(name: "m_ge_u", linkageName: "m_ge_u", scope: null, file: !3, line: 175, type: !5, scopeLine: 175, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!75 = !DILocation(line: 175, scope: !74)
!76 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!77 = !DILocation(line: 0, scope: !76)
