; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0, i32 %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = and i32 %1, 31, !dbg !7
  %5 = shl i32 %0, %4, !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !8
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(i32 %0, i32 %1) #0 section ".text.func[1]" !dbg !9 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = and i32 %1, 31, !dbg !10
  %5 = ashr i32 %0, %4, !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !11
}

; Function Attrs: nounwind optsize
define internal i32 @"func[2]"(i32 %0, i32 %1) #0 section ".text.func[2]" !dbg !12 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = and i32 %1, 31, !dbg !13
  %5 = lshr i32 %0, %4, !dbg !13
  br label %return, !dbg !14

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !14
}

; Function Attrs: nounwind optsize
define internal i32 @"func[3]"(i32 %0, i32 %1) #0 section ".text.func[3]" !dbg !15 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = call i32 @llvm.fshl.i32(i32 %0, i32 %0, i32 %1), !dbg !16
  br label %return, !dbg !17

return:                                           ; preds = %start
  %5 = phi i32 [ %4, %start ]
  ret i32 %5, !dbg !17
}

; Function Attrs: nounwind optsize
define internal i32 @"func[4]"(i32 %0, i32 %1) #0 section ".text.func[4]" !dbg !18 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = call i32 @llvm.fshr.i32(i32 %0, i32 %0, i32 %1), !dbg !19
  br label %return, !dbg !20

return:                                           ; preds = %start
  %5 = phi i32 [ %4, %start ]
  ret i32 %5, !dbg !20
}

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.fshl.i32(i32, i32, i32) #1

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.fshr.i32(i32, i32, i32) #1

; Function Attrs: nounwind optsize
define i32 @m_shl(i32 %0, i32 %1) #0 section ".text.m_shl" !dbg !21 {
  %3 = call i32 @"func[0]"(i32 %0, i32 %1), !dbg !22
  ret i32 %3, !dbg !22
}

; Function Attrs: nounwind optsize
define i32 @m_shr_s(i32 %0, i32 %1) #0 section ".text.m_shr_s" !dbg !23 {
  %3 = call i32 @"func[1]"(i32 %0, i32 %1), !dbg !24
  ret i32 %3, !dbg !24
}

; Function Attrs: nounwind optsize
define i32 @m_shr_u(i32 %0, i32 %1) #0 section ".text.m_shr_u" !dbg !25 {
  %3 = call i32 @"func[2]"(i32 %0, i32 %1), !dbg !26
  ret i32 %3, !dbg !26
}

; Function Attrs: nounwind optsize
define i32 @m_rotl(i32 %0, i32 %1) #0 section ".text.m_rotl" !dbg !27 {
  %3 = call i32 @"func[3]"(i32 %0, i32 %1), !dbg !28
  ret i32 %3, !dbg !28
}

; Function Attrs: nounwind optsize
define i32 @m_rotr(i32 %0, i32 %1) #0 section ".text.m_rotr" !dbg !29 {
  %3 = call i32 @"func[4]"(i32 %0, i32 %1), !dbg !30
  ret i32 %3, !dbg !30
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !31 {
  ret void, !dbg !32
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "shl", linkageName: "shl", scope: null, file: !3, line: 68, type: !5, scopeLine: 68, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 73, scope: !4)
!8 = !DILocation(line: 74, scope: !4)
!9 = distinct !DISubprogram(name: "shr_s", linkageName: "shr_s", scope: null, file: !3, line: 76, type: !5, scopeLine: 76, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 81, scope: !9)
!11 = !DILocation(line: 82, scope: !9)
!12 = distinct !DISubprogram(name: "shr_u", linkageName: "shr_u", scope: null, file: !3, line: 84, type: !5, scopeLine: 84, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 89, scope: !12)
!14 = !DILocation(line: 90, scope: !12)
!15 = distinct !DISubprogram(name: "rotl", linkageName: "rotl", scope: null, file: !3, line: 92, type: !5, scopeLine: 92, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 97, scope: !15)
!17 = !DILocation(line: 98, scope: !15)
!18 = distinct !DISubprogram(name: "rotr", linkageName: "rotr", scope: null, file: !3, line: 100, type: !5, scopeLine: 100, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 105, scope: !18)
!20 = !DILocation(line: 106, scope: !18)
!21 = distinct !DISubprogram(name: "m_shl", linkageName: "m_shl", scope: null, file: !3, line: 68, type: !5, scopeLine: 68, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 68, scope: !21)
!23 = distinct !DISubprogram(name: "m_shr_s", linkageName: "m_shr_s", scope: null, file: !3, line: 76, type: !5, scopeLine: 76, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!24 = !DILocation(line: 76, scope: !23)
!25 = distinct !DISubprogram(name: "m_shr_u", linkageName: "m_shr_u", scope: null, file: !3, line: 84, type: !5, scopeLine: 84, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!26 = !DILocation(line: 84, scope: !25)
!27 = distinct !DISubprogram(name: "m_rotl", linkageName: "m_rotl", scope: null, file: !3, line: 92, type: !5, scopeLine: 92, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!28 = !DILocation(line: 92, scope: !27)
!29 = distinct !DISubprogram(name: "m_rotr", linkageName: "m_rotr", scope: null, file: !3, line: 100, type: !5, scopeLine: 100, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!30 = !DILocation(line: 100, scope: !29)
!31 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!32 = !DILocation(line: 0, scope: !31)
